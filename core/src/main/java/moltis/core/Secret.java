package moltis.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Text that must not be shown: a key, a token, a password. It never prints, does not serialise, and compares in constant
 * time. {@link #reveal()} is the one way to the text; call it where the text leaves for its destination, nowhere else.
 */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** @throws IllegalArgumentException if {@code value} is blank */
    public static Secret of(String value) {
        String trimmed = value.strip();
        if (trimmed.isEmpty()) throw new IllegalArgumentException("a secret can't be blank");
        return new Secret(trimmed);
    }

    /** The secret, or empty when {@code value} is null or blank. */
    public static Optional<Secret> ofNullable(@Nullable String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(of(value));
    }

    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
