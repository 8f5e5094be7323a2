package moltis.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of a file before it comes. @param sha256 in hex */
public record ExpectedFile(OptionalLong size, Optional<String> sha256) {

    public static final ExpectedFile ANY = new ExpectedFile(OptionalLong.empty(), Optional.empty());

    private static final int BUFFER = 1 << 16;

    public ExpectedFile {
        sha256 = sha256.map(hex -> hex.toLowerCase(Locale.ROOT));
    }

    public static ExpectedFile of(long size, String sha256) {
        return new ExpectedFile(OptionalLong.of(size), Optional.of(sha256));
    }

    /**
     * Moves {@code file} to {@code target} if it is what was expected.
     *
     * @throws IOException if it is not, or can't be moved
     */
    public void accept(Path file, Path target) throws IOException {
        Optional<String> fault = fault(file);
        if (fault.isPresent()) throw new IOException(fault.get());
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Why {@code file} is not the expected one, or empty. */
    Optional<String> fault(Path file) throws IOException {
        long length = Files.size(file);
        if (size.isPresent() && length != size.getAsLong()) {
            return Optional.of("has " + length + " bytes instead of " + size.getAsLong());
        }
        if (sha256.isPresent() && !sha256(file).equals(sha256.get())) {
            return Optional.of("is not the expected file (its SHA-256 differs)");
        }
        return Optional.empty();
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) digest.update(buffer, 0, read);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
