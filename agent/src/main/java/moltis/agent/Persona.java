package moltis.agent;

import java.util.Optional;

/** Who the agent is and whom it works for, as far as {@code moltis.toml} says; workspace files override it field by field. */
public record Persona(
        String name,
        Optional<String> emoji,
        Optional<String> theme,
        Optional<String> userName,
        Optional<String> userTimezone,
        Optional<String> userLocation) {

    public static final Persona DEFAULT = new Persona(
            "moltis", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
