package moltis.config.section;

import static moltis.config.schema.Types.DECIMAL;

import java.util.Optional;
import moltis.config.schema.KeyReader;

/** {@code [prices."provider::model"]}: what a model costs, in dollars per million tokens; {@code *} stands for anything. */
public record PriceConfig(double input, double output, Optional<Double> cacheRead, Optional<Double> cacheWrite) {

    static PriceConfig read(KeyReader keys) {
        return new PriceConfig(
                keys.hot().required("input", DECIMAL, 0.0, "Dollars per million input tokens."),
                keys.hot().required("output", DECIMAL, 0.0, "Dollars per million output tokens."),
                keys.hot()
                        .optional(
                                "cache_read",
                                DECIMAL,
                                "Dollars per million tokens read from the cache; else as input."),
                keys.hot()
                        .optional(
                                "cache_write",
                                DECIMAL,
                                "Dollars per million tokens written to the cache; else as input."));
    }
}
