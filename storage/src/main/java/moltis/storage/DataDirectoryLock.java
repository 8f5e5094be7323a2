package moltis.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import moltis.core.StorageException;

/** Keeps a data directory to one gateway, for as long as the process lives. */
public final class DataDirectoryLock implements AutoCloseable {

    private static final String FILE = "moltis.lock";

    private final LockFile file;

    private DataDirectoryLock(LockFile file) {
        this.file = file;
    }

    /** @throws StorageException if another gateway has the directory; says which process and since when */
    public static DataDirectoryLock acquire(Path dataDirectory, Clock clock) {
        long pid = ProcessHandle.current().pid();
        try {
            OwnerOnly.directory(dataDirectory);
            Optional<LockFile> file = LockFile.open(dataDirectory, FILE);
            if (file.isEmpty()) throw taken(dataDirectory, "this very process, " + pid);
            lock(
                    file.get(),
                    dataDirectory,
                    "process " + pid + ", since " + clock.instant().truncatedTo(ChronoUnit.SECONDS));
            return new DataDirectoryLock(file.get());
        } catch (IOException e) {
            throw new StorageException(
                    "The data directory " + dataDirectory + " can't be used: " + e.getMessage(),
                    "Check that it is yours and that the disk has free space, or choose another one with --data-dir.",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            file.write("");
            file.close();
        } catch (IOException e) {
            throw new StorageException("The lock of the data directory can't be released: " + e.getMessage(), "", e);
        }
    }

    private static void lock(LockFile file, Path dataDirectory, String holder) throws IOException {
        try {
            if (!file.lock(false)) {
                String other = file.text();
                throw taken(dataDirectory, other.isBlank() ? "a process that has just started" : other);
            }
            file.write(holder);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static StorageException taken(Path dataDirectory, String holder) {
        return new StorageException(
                "Another Moltis is using " + dataDirectory + " (" + holder + ").",
                "Use that one, stop it first, or give this one a directory of its own with --data-dir.",
                null);
    }
}
