package moltis.gateway.methods;

import moltis.core.RequestException;
import moltis.core.session.SessionKey;
import org.jspecify.annotations.Nullable;

/** What a method can't do without. */
final class Required {

    private Required() {}

    /** @throws RequestException if the parameter is absent or blank */
    static String text(String name, @Nullable String value) {
        if (value == null || value.isBlank()) throw RequestException.missing(name);
        return value;
    }

    static <T> T value(String name, @Nullable T value) {
        if (value == null) throw RequestException.missing(name);
        return value;
    }

    static SessionKey session(String name, @Nullable String value) {
        return key(text(name, value));
    }

    /** @throws RequestException if it can't be a session's key */
    static SessionKey key(String value) {
        try {
            return new SessionKey(value);
        } catch (IllegalArgumentException e) {
            throw RequestException.invalid("'" + value + "' is not a session key: " + e.getMessage());
        }
    }
}
