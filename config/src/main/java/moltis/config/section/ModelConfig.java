package moltis.config.section;

import static moltis.config.schema.Types.U32;

import java.util.Optional;
import moltis.config.schema.KeyReader;

/** {@code [models.<id>]}: what is known about one model. */
public record ModelConfig(Optional<Integer> contextWindow) {

    static ModelConfig read(KeyReader keys) {
        return new ModelConfig(keys.optional("context_window", U32.from(1), "Size of the context window in tokens."));
    }
}
