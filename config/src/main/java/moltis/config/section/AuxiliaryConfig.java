package moltis.config.section;

import static moltis.config.schema.Types.TEXT;

import java.util.Optional;
import moltis.config.schema.KeyReader;

/** {@code [auxiliary]}: models for side jobs. */
public record AuxiliaryConfig(Optional<String> titleGeneration, Optional<String> compaction, Optional<String> vision) {

    static AuxiliaryConfig read(KeyReader keys) {
        return new AuxiliaryConfig(
                keys.optional("title_generation", TEXT, "Model that names sessions."),
                keys.optional("compaction", TEXT, "Model that condenses conversations."),
                keys.optional("vision", TEXT, "Model that looks at pictures."));
    }
}
