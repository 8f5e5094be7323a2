package moltis.access.vault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** What opens the vault when the password is lost: 128 random bits as eight groups of four letters. Shown once. */
public final class RecoveryKey {

    static final int RANDOM_BYTES = 16;

    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LETTERS = 2 * RANDOM_BYTES;
    private static final int GROUP = 4;

    private final String phrase;

    private RecoveryKey(String phrase) {
        this.phrase = phrase;
    }

    static RecoveryKey of(byte[] random) {
        var phrase = new StringBuilder();
        for (byte eight : random) {
            phrase.append(ALPHABET.charAt((eight >> 4) & 0xf)).append(ALPHABET.charAt(eight & 0xf));
        }
        return new RecoveryKey(phrase.toString());
    }

    /** Reads what a person typed, with or without dashes and blanks, in any case; empty if it can't be one. */
    public static Optional<RecoveryKey> parse(String typed) {
        String phrase = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        boolean possible =
                phrase.length() == LETTERS && phrase.chars().allMatch(letter -> ALPHABET.indexOf(letter) >= 0);
        return possible ? Optional.of(new RecoveryKey(phrase)) : Optional.empty();
    }

    /** For the eyes of the one person who may keep it: {@code ABCD-EFGH-…}. */
    public String reveal() {
        return phrase.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }

    String phrase() {
        return phrase;
    }

    /** What is stored to recognise it. */
    String hash() {
        return sha256(phrase);
    }

    /** Whether a stored hash is this key's; older ones were made of the form with dashes. */
    boolean matches(String storedHash) {
        return equal(hash(), storedHash) | equal(sha256(reveal()), storedHash);
    }

    @Override
    public String toString() {
        return "[secret]";
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
