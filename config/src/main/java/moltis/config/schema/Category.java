package moltis.config.schema;

import java.util.Locale;

/** What kind of finding a {@link ConfigIssue} is. */
public enum Category {
    SYNTAX,
    UNKNOWN_FIELD,
    DEPRECATED_FIELD,
    UNKNOWN_PROVIDER,
    TYPE_ERROR,
    INVALID_VALUE,
    MISSING_FIELD,
    SECURITY,
    /** A credential that its vendor does not allow for this use: it is dropped, and the rest of the file is used. */
    CREDENTIAL,
    FILE_REF,
    AGENTS,
    SHADOWED_DEFAULT,
    ENVIRONMENT,
    NOT_IN_EFFECT;

    /** The name as listings and the wire show it, for example {@code unknown-field}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
