package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.TEXTS;

import java.util.List;
import moltis.config.schema.KeyReader;

/** {@code [failover]}. */
public record FailoverConfig(boolean enabled, boolean exactModel, List<String> fallbackModels) {

    static FailoverConfig read(KeyReader keys) {
        return new FailoverConfig(
                keys.get("enabled", FLAG, true, "Try another model when one fails."),
                keys.get("exact_model", FLAG, false, "Never replace a model that was chosen by name."),
                keys.get(
                        "fallback_models",
                        TEXTS,
                        List.of(),
                        "Models to try, in order; empty means all that are registered."));
    }
}
