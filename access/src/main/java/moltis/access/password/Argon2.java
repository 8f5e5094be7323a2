package moltis.access.password;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A password hash as it is stored, in the form of the PHC string format:
 * {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. The one class that knows Bouncy Castle's Argon2.
 */
record Argon2(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {

    /** What new passwords are hashed with. */
    static final int MEMORY_KIB = 19_456;

    static final int PASSES = 2;
    static final int LANES = 1;
    static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** A stored hash that asks for more than this was not written by anybody who means well. */
    private static final int MOST_MEMORY_KIB = 131_072;

    private static final int MOST_PASSES = 16;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

    static Argon2 of(byte[] password, byte[] salt) {
        return new Argon2(
                MEMORY_KIB, PASSES, LANES, salt, compute(password, MEMORY_KIB, PASSES, LANES, salt, HASH_BYTES));
    }

    /** Empty if the text is no such hash, or one that would cost too much to check. */
    static Optional<Argon2> parse(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) return Optional.empty();
        int memory = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        int lanes = Integer.parseInt(parts.group(3));
        if (memory < 8 * lanes || memory > MOST_MEMORY_KIB || passes < 1 || passes > MOST_PASSES || lanes < 1)
            return Optional.empty();
        try {
            return Optional.of(new Argon2(
                    memory,
                    passes,
                    lanes,
                    Base64.getDecoder().decode(parts.group(4)),
                    Base64.getDecoder().decode(parts.group(5))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    boolean matches(byte[] password) {
        return MessageDigest.isEqual(hash, compute(password, memoryKib, passes, lanes, salt, hash.length));
    }

    /** Whether a new hash would be harder to break. */
    boolean isWeak() {
        return memoryKib < MEMORY_KIB || passes < PASSES || hash.length < HASH_BYTES || salt.length < SALT_BYTES;
    }

    String phc() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=" + lanes + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    // Neither salt nor hash is for anybody's eyes.
    @Override
    public String toString() {
        return "Argon2[m=" + memoryKib + ",t=" + passes + ",p=" + lanes + "]";
    }

    private static byte[] compute(byte[] password, int memory, int passes, int lanes, byte[] salt, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password, hash);
        return hash;
    }
}
