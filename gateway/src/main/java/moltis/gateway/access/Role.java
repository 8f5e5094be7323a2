package moltis.gateway.access;

import java.util.Locale;

/** What kind of caller speaks. */
public enum Role {
    /** A person, the web UI or a script. */
    OPERATOR,
    /** A device that runs commands for us. */
    NODE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
