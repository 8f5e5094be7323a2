package moltis.core.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What happens in a session when its model can't answer. */
public enum FailoverMode {
    /** The failure is shown. */
    OFF,
    /** The person chooses. */
    ASK,
    /** The next model of the chain answers, and the session says so. */
    AUTO;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode that is written {@code name}; empty when there is none. */
    public static Optional<FailoverMode> named(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName().equals(name))
                .findFirst();
    }
}
