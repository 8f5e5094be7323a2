package moltis.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that processes lock. The operating system holds the lock and gives it up when the process ends, however it ends.
 * Used by one thread.
 */
final class LockFile implements AutoCloseable {

    /**
     * The files that this process has open. Process-wide because the locks are: on POSIX systems, closing a second channel
     * on a file would give up the lock that the first one holds.
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    /** Far behind the text, which others must be able to read on Windows too. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int LONGEST_TEXT = 200;

    private final Path folder;
    private final Path path;
    private final FileChannel channel;
    private @Nullable FileLock held;

    private LockFile(Path folder, Path path, FileChannel channel) {
        this.folder = folder;
        this.path = path;
        this.channel = channel;
    }

    /** The file, made if it was not there, not locked yet; empty when this process has it open already. */
    static Optional<LockFile> open(Path folder, String name) throws IOException {
        Path path = folder.toRealPath().resolve(name);
        if (!OPEN.add(path)) return Optional.empty();
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return Optional.of(new LockFile(folder, path, channel));
        } catch (IOException e) {
            OPEN.remove(path);
            throw e;
        }
    }

    Path folder() {
        return folder;
    }

    /** Takes the lock in place of the one it has. Does not wait. @return whether nobody was in the way */
    boolean lock(boolean shared) throws IOException {
        if (held != null) held.release();
        held = channel.tryLock(LOCKED_BYTE, 1, shared);
        return held != null;
    }

    String text() throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_TEXT);
        channel.read(text, 0);
        return StandardCharsets.UTF_8.decode(text.flip()).toString();
    }

    /** Replaces the text. */
    void write(String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            OPEN.remove(path);
        }
    }
}
