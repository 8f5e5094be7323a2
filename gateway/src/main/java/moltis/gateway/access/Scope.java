package moltis.gateway.access;

import java.util.Locale;

/** What a caller may be allowed to do. {@code ADMIN} holds all others, {@code WRITE} holds {@code READ}. */
public enum Scope {
    ADMIN,
    READ,
    WRITE,
    APPROVALS,
    PAIRING;

    public String wireName() {
        return "operator." + name().toLowerCase(Locale.ROOT);
    }
}
