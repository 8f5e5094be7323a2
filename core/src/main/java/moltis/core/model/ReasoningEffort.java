package moltis.core.model;

import java.util.Locale;
import java.util.Optional;

/** How hard a model should think; written {@code @reasoning-high} behind a model id. */
public enum ReasoningEffort {
    MINIMAL,
    LOW,
    MEDIUM,
    HIGH,
    XHIGH;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ReasoningEffort> parse(String text) {
        for (ReasoningEffort effort : values()) {
            if (effort.wireName().equals(text)) return Optional.of(effort);
        }
        return Optional.empty();
    }
}
