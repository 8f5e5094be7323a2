package moltis.access.session;

import java.util.Locale;

/** How a person proved who they are. */
public enum SignInMethod {
    PASSWORD,
    PASSKEY,
    SETUP;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SignInMethod of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
