package moltis.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Keeps SQLite's native library in the data directory. The driver would unpack it into the folder for temporary files at
 * every start, which takes longer than all the rest of opening a database, and leave it there when the process is killed.
 */
final class SqliteLibrary {

    private static final String PATH = "org.sqlite.lib.path";

    private SqliteLibrary() {}

    /** Call it before the driver is used. Where the library can't be kept, the driver unpacks it as usual. */
    static void provide(Path dataDirectory) throws IOException {
        if (System.getProperty(PATH) != null) return;
        String name = LibraryLoaderUtil.getNativeLibName();
        Path folder = dataDirectory.resolve("native").resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
        Path library = folder.resolve(name);
        if (!Files.exists(library)) {
            String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
            try (@Nullable InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
                if (packed == null) return;
                unpack(packed, folder, library);
            }
        }
        System.setProperty(PATH, folder.toAbsolutePath().toString());
    }

    private static void unpack(InputStream packed, Path folder, Path library) throws IOException {
        OwnerOnly.directory(folder);
        Path part = folder.resolve(UUID.randomUUID() + ".part");
        OwnerOnly.file(part);
        Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
    }
}
