package moltis.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import moltis.core.Secret;

/** What is stored in place of a secret that has as much chance in it as a key, and so needs no slow hash. */
public final class Digests {

    private static final String HMAC = "HmacSHA256";

    private Digests() {}

    /** SHA-256, in hexadecimal. */
    public static String sha256(Secret secret) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(bytes(secret.reveal())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** HMAC-SHA-256 under the characters of {@code salt}, in hexadecimal. */
    public static String hmac(String salt, Secret secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(bytes(salt), HMAC));
            return hex(mac.doFinal(bytes(secret.reveal())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** Compares in a time that does not tell where they differ. */
    public static boolean equal(String one, String other) {
        return MessageDigest.isEqual(bytes(one), bytes(other));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
