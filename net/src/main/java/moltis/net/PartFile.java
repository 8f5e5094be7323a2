package moltis.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file that has not arrived completely: the bytes so far beside the target, and a note that says which version of the
 * file they belong to, so that a later attempt can go on.
 */
final class PartFile {

    private static final int BUFFER = 1 << 16;

    private final Path target;
    private final Path part;
    private final Path note;

    PartFile(Path target) {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.note = target.resolveSibling(target.getFileName() + ".part.version");
    }

    long length() throws IOException {
        return Files.isRegularFile(part) ? Files.size(part) : 0;
    }

    /** The version that the bytes belong to, as the server named it. */
    Optional<String> version() throws IOException {
        return Files.isRegularFile(note)
                ? Optional.of(Files.readString(note)).filter(version -> !version.isEmpty())
                : Optional.empty();
    }

    /** Throws the bytes away and begins {@code version}. */
    void restart(String version) throws IOException {
        Files.deleteIfExists(part);
        Files.writeString(note, version);
    }

    OutputStream append() throws IOException {
        return Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    long freeSpace() throws IOException {
        return Files.getFileStore(target.toAbsolutePath().getParent()).getUsableSpace();
    }

    void discard() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(note);
    }

    /** Checks the bytes and moves them to the target; a wrong file is thrown away. */
    void complete(ExpectedFile expected) throws IOException {
        long length = length();
        if (expected.size().isPresent() && length != expected.size().getAsLong()) {
            discard();
            throw new IOException(
                    "has " + length + " bytes instead of " + expected.size().getAsLong());
        }
        if (expected.sha256().isPresent() && !sha256().equals(expected.sha256().get())) {
            discard();
            throw new IOException("is not the expected file (its SHA-256 differs)");
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(note);
    }

    private String sha256() throws IOException {
        try (InputStream in = Files.newInputStream(part)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) digest.update(buffer, 0, read);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
