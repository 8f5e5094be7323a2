package moltis.config.schema;

import java.util.Locale;

/** How much a finding matters. With an {@link #ERROR} a file is neither used nor written. */
public enum Severity {
    ERROR,
    WARNING,
    INFO;

    /** The lower-case name, as listings and the wire show it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
