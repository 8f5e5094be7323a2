package moltis.access.vault;

import com.google.crypto.tink.subtle.XChaCha20Poly1305;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The sealed form of a secret: base64 of {@code 0x01}, a nonce of 24 bytes, the ciphertext and a tag of 16 bytes, made with
 * XChaCha20-Poly1305. The one class that knows Tink.
 */
final class Blob {

    static final int KEY_BYTES = 32;

    private static final byte VERSION = 1;
    private static final int SHORTEST = 1 + 24 + 16;

    private Blob() {}

    /** @param place what the blob is bound to */
    static String seal(byte[] key, byte[] plain, String place) {
        try {
            byte[] sealed = new XChaCha20Poly1305(key).encrypt(plain, place.getBytes(StandardCharsets.UTF_8));
            byte[] blob = new byte[1 + sealed.length];
            blob[0] = VERSION;
            System.arraycopy(sealed, 0, blob, 1, sealed.length);
            return Base64.getEncoder().encodeToString(blob);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of 32 bytes seals everything", e);
        }
    }

    /** Empty unless every bit is as it was when it was sealed with this key for this place. */
    static Optional<byte[]> open(byte[] key, String blob, String place) {
        try {
            byte[] bytes = Base64.getDecoder().decode(blob);
            // There is one way only to write a blob: no second text may open as the same secret.
            if (bytes.length < SHORTEST
                    || bytes[0] != VERSION
                    || !Base64.getEncoder().encodeToString(bytes).equals(blob)) return Optional.empty();
            byte[] sealed = Arrays.copyOfRange(bytes, 1, bytes.length);
            return Optional.of(new XChaCha20Poly1305(key).decrypt(sealed, place.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
