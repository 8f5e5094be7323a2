package moltis.access;

import java.security.SecureRandom;
import java.util.Base64;

/** Where secrets come from. Safe for use by many threads. */
@FunctionalInterface
public interface RandomBytes {

    /** Of the operating system; its provider loads at the first use. */
    RandomBytes SYSTEM = count -> {
        byte[] bytes = new byte[count];
        Source.RANDOM.nextBytes(bytes);
        return bytes;
    };

    byte[] take(int count);

    /** A token of 32 bytes that fits anywhere: 43 characters of base64url. */
    default String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(take(32));
    }

    /** Holds the source, so that naming the interface does not load it. */
    final class Source {
        private static final SecureRandom RANDOM = new SecureRandom();

        private Source() {}
    }
}
