package moltis.config.section;

import static moltis.config.schema.Types.TEXT;

import java.util.Optional;
import moltis.config.schema.KeyReader;

/** {@code [identity]}: who the agent is. */
public record IdentityConfig(Optional<String> name, Optional<String> emoji, Optional<String> theme) {

    static IdentityConfig read(KeyReader keys) {
        return new IdentityConfig(
                keys.hot().optional("name", TEXT, "Name of the agent."),
                keys.hot().optional("emoji", TEXT, "Emoji beside the name."),
                keys.hot().optional("theme", TEXT, "The agent's character in one line."));
    }
}
