package moltis.net;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that has not arrived completely: the bytes so far beside the target, and a note that says which version of the
 * file they belong to, so that a later attempt can go on.
 */
final class PartFile {

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
        Optional<String> fault = expected.fault(part);
        if (fault.isPresent()) {
            discard();
            throw new IOException(fault.get());
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(note);
    }
}
