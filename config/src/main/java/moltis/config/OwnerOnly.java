package moltis.config;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/** Files and folders that only their owner may read, where the file system knows permissions. */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** Makes the folder and its parents; one that exists stays as it is. */
    public static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) return;
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) createFolder(parent);
        try {
            Files.createDirectory(folder, attributes(folder, FOLDER));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) throw e;
        }
    }

    /** Makes the folder in which {@code file} is to lie. */
    static void createFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) createFolder(folder);
    }

    /** A new, empty, uniquely named file beside {@code file}. */
    static Path createTemporary(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return Files.createTempFile(folder, "." + file.getFileName() + ".", ".tmp", attributes(file, FILE));
    }

    /** Whether others than the owner may read or write it; false where nobody can say. */
    public static boolean isOpenToOthers(Path path) {
        try {
            var others = new HashSet<>(Files.getPosixFilePermissions(path));
            others.removeAll(FOLDER);
            return !others.isEmpty();
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
