package moltis.ledger;

import java.util.Locale;
import java.util.Optional;

/** What a report adds up by. */
public enum Grouping {
    DAY,
    MODEL,
    PROVIDER,
    SESSION;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Grouping> parse(String text) {
        for (Grouping grouping : values()) if (grouping.wireName().equals(text)) return Optional.of(grouping);
        return Optional.empty();
    }
}
