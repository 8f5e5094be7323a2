package moltis.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Which state of a file a text is: two texts have the same version only if they are equal. */
public record ConfigVersion(String value) {

    /** The version of a file that is not there. */
    public static final ConfigVersion NONE = new ConfigVersion("");

    static ConfigVersion of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new ConfigVersion(HexFormat.of().formatHex(digest, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
