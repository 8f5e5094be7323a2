package moltis.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a caller may be allowed to do. {@code ADMIN} holds all others, {@code WRITE} holds {@code READ}. {@code
 * MODELS_INVOKE} is for programs that use the models through this server, and nothing else here.
 */
public enum Scope {
    ADMIN,
    READ,
    WRITE,
    APPROVALS,
    PAIRING,
    MODELS_INVOKE;

    /** The scope that the protocol calls so. */
    public static Optional<Scope> of(String wireName) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName().equals(wireName))
                .findFirst();
    }

    public String wireName() {
        return this == MODELS_INVOKE ? "models.invoke" : "operator." + name().toLowerCase(Locale.ROOT);
    }
}
