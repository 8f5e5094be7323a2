package moltis.providers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import moltis.core.MoltisException;
import moltis.core.RequestException;
import moltis.core.StorageException;
import moltis.core.json.Json;
import moltis.core.vault.FileContent;
import moltis.core.vault.SecretBox;
import moltis.core.vault.SecretFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small JSON object on disk that several threads and processes share. Reading costs one look at the file's attributes
 * while the file is unchanged and its last change is some seconds old: within the grain of the file system's clock two
 * versions can look the same, so a young file is read each time. A change is made on the newest content, under a lock that other processes see, and
 * replaces the file in one step; on file systems that know owners, only the owner may read it.
 */
public final class JsonFile {

    private static final Logger LOG = LoggerFactory.getLogger(JsonFile.class);
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** Coarser than the clock of any file system that we know. */
    private static final long SETTLES_AFTER_MS = 3_000;

    /**
     * What tells one version of the file from another, as long as they are not of the same moment.
     *
     * @param file where the content lies
     * @param vault the state in which it was read
     */
    private record Stamp(long modified, long size, @Nullable Object key, Path file, SecretBox.State vault) {

        boolean isMissing() {
            return size < 0;
        }

        /** Whether a later change is sure to give another stamp. */
        boolean isSettled() {
            return isMissing() || System.currentTimeMillis() - modified > SETTLES_AFTER_MS;
        }
    }

    /**
     * @param settled whether the file was old enough for its stamp to stand for this content
     * @param broken the file is there but isn't a JSON object, or can't be opened
     */
    private record Content(Stamp stamp, ObjectNode json, boolean settled, boolean broken) {}

    private final Path path;
    private final SecretFile file;
    private final boolean disposable;
    private final Object writing = new Object();
    private volatile @Nullable Content last;

    public JsonFile(Path path) {
        this(path, new SecretFile(path, "", SecretBox.NONE), false);
    }

    private JsonFile(Path path, SecretFile file, boolean disposable) {
        this.path = path;
        this.file = file;
        this.disposable = disposable;
    }

    /** A file of secrets, which lies sealed beside its plain name while there is a vault. */
    static JsonFile secret(Path path, String place, SecretBox box) {
        return new JsonFile(path, new SecretFile(path, place, box), false);
    }

    /** A file that holds nothing worth keeping: a broken one is simply replaced. */
    static JsonFile disposable(Path path) {
        return new JsonFile(path, new SecretFile(path, "", SecretBox.NONE), true);
    }

    /** Where the content lies at the moment. */
    Path path() {
        return file.current();
    }

    /** Whether nothing can be read or saved before the vault is unlocked. */
    boolean locked() {
        return file.state() == SecretBox.State.LOCKED;
    }

    /** @throws RequestException if nothing can be saved because the vault is locked */
    void refuseWhileLocked() {
        file.refuseWhileLocked();
    }

    /** The content as it is now; empty when there is no file or it is broken. Must not be changed. */
    public ObjectNode read() {
        Content known = last;
        try {
            Stamp stamp = stamp();
            if (known != null && known.settled() && known.stamp().equals(stamp)) return known.json();
            Content content = load(stamp);
            // The same object as long as nothing changed, so that whoever compares is done at once.
            if (known != null && known.json().equals(content.json()))
                content = new Content(stamp, known.json(), content.settled(), content.broken());
            last = content;
            return content.json();
        } catch (IOException e) {
            return broken(missing(), e.getClass().getSimpleName()).json();
        }
    }

    /**
     * Changes the file. {@code change} gets a copy that it may alter.
     *
     * @throws StorageException if the file can't be written, or is broken and would be lost
     * @throws RequestException if the vault is locked
     */
    public void update(UnaryOperator<ObjectNode> change) {
        refuseWhileLocked();
        alone(secrets -> {
            Content now = load(stamp());
            if (now.broken() && !disposable) throw brokenFile();
            secrets.write(Json.MAPPER
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(change.apply(now.json().deepCopy())));
            return true;
        });
    }

    /** Does something with the file while nobody else changes it, in this process or another. */
    boolean alone(FileContent.Step step) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            synchronized (writing) {
                Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
                try (FileChannel channel = FileChannel.open(
                                lockFile,
                                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                                ownerOnly(lockFile));
                        FileLock _ = lock(channel)) {
                    boolean result = step.on(file);
                    last = null;
                    return result;
                }
            }
        } catch (IOException e) {
            throw new StorageException(
                    "The file " + path + " can't be written (" + e.getClass().getSimpleName() + ").",
                    "Check that its folder belongs to the account that runs Moltis and that the disk isn't full.",
                    e);
        }
    }

    private StorageException brokenFile() {
        return new StorageException(
                "The file " + path()
                        + " isn't valid JSON or was damaged, so nothing was saved: saving would lose what it holds.",
                "Mend the file or move it away, then save again.",
                null);
    }

    private Stamp stamp() throws IOException {
        SecretBox.State vault = file.state();
        Path current = file.current();
        try {
            BasicFileAttributes now = Files.readAttributes(current, BasicFileAttributes.class);
            return new Stamp(now.lastModifiedTime().toMillis(), now.size(), now.fileKey(), current, vault);
        } catch (NoSuchFileException e) {
            return missing();
        }
    }

    private Stamp missing() {
        return new Stamp(0, -1, null, file.current(), file.state());
    }

    private Content load(Stamp stamp) {
        boolean settled = stamp.isSettled();
        if (stamp.isMissing() || file.locked()) return new Content(stamp, Json.object(), settled, false);
        try {
            if (Json.parse(new String(file.read(), StandardCharsets.UTF_8)) instanceof ObjectNode json)
                return new Content(stamp, json, settled, false);
        } catch (IOException | JacksonException | MoltisException e) {
            return broken(stamp, e.getClass().getSimpleName());
        }
        return broken(stamp, "not an object");
    }

    private Content broken(Stamp stamp, String reason) {
        LOG.atWarn()
                .addKeyValue("file", stamp.file())
                .addKeyValue("reason", reason)
                .log("the file can't be read and is ignored until it is mended");
        return new Content(stamp, Json.object(), false, true);
    }

    /** Another store in this process may hold the lock, which Java reports at once instead of waiting. */
    private static FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                Thread.onSpinWait();
                Thread.yield();
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean owners = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return owners
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }
}
