package moltis.access.vault;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moltis.core.Secret;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Makes a key from what a person typed, slowly, with Argon2id. Parallelism is always 1.
 *
 * @param memoryKib how much memory one try takes
 * @param passes how often it goes over that memory
 */
record KeyDerivation(int memoryKib, int passes, int lanes) {

    static final KeyDerivation PASSWORD = new KeyDerivation(65_536, 3, 1);
    static final KeyDerivation RECOVERY = new KeyDerivation(16_384, 2, 1);
    static final int SALT_BYTES = 16;

    /** The recovery key is random, so a salt of its own would add nothing. */
    private static final byte[] RECOVERY_SALT = "moltis-vault-recovery-key-salt!!".getBytes(StandardCharsets.US_ASCII);

    private static final int MOST_MEMORY_KIB = 262_144;
    private static final Pattern JSON =
            Pattern.compile("\\{\"m_cost\":(\\d{1,7}),\"t_cost\":(\\d{1,2}),\"p_cost\":(\\d{1,2})}");

    /** Reads what {@link #json} wrote; empty if it is something else, or would take more than a server can give. */
    static Optional<KeyDerivation> parse(String json) {
        Matcher parts = JSON.matcher(json.replace(" ", ""));
        if (!parts.matches()) return Optional.empty();
        var read = new KeyDerivation(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        boolean possible = read.lanes >= 1
                && read.passes >= 1
                && read.memoryKib >= 8 * read.lanes
                && read.memoryKib <= MOST_MEMORY_KIB;
        return possible ? Optional.of(read) : Optional.empty();
    }

    String json() {
        return "{\"m_cost\":" + memoryKib + ",\"t_cost\":" + passes + ",\"p_cost\":" + lanes + "}";
    }

    /** @param salt in base64, as it is stored */
    byte[] key(Secret password, String salt) {
        // Keyboards of different systems write one letter in different ways.
        String text = Normalizer.normalize(password.reveal(), Normalizer.Form.NFC);
        return key(text, Base64.getDecoder().decode(salt));
    }

    static byte[] key(RecoveryKey recovery) {
        return RECOVERY.key(recovery.phrase(), RECOVERY_SALT);
    }

    private byte[] key(String text, byte[] salt) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] key = new byte[Blob.KEY_BYTES];
        generator.generateBytes(text.getBytes(StandardCharsets.UTF_8), key);
        return key;
    }
}
