package moltis.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import moltis.core.StorageException;

/**
 * The database of one data directory: one writer, a few readers. Blocks for the disk; safe for use by many threads.
 * Everything throws {@link StorageException} when the database fails.
 */
public final class Database implements AutoCloseable {

    private static final String FILE = "moltis.db";

    private final SqlDialect dialect;
    private final LockFile lock;
    private final Writer writer;
    private final Readers readers;

    private Database(SqlDialect dialect, LockFile lock, Writer writer, Readers readers) {
        this.dialect = dialect;
        this.lock = lock;
        this.writer = writer;
        this.readers = readers;
    }

    /**
     * Opens the database of a data directory; makes or upgrades it first where needed. While an upgrade runs, other
     * processes wait outside, and a failed one leaves the file as it was.
     *
     * @throws StorageException if the file can't be used: damaged, from a newer version, or in use while it needs an upgrade
     */
    public static Database open(Path dataDirectory, StorageSettings settings) {
        return open(dataDirectory, settings, Migrations.SQLITE);
    }

    static Database open(Path dataDirectory, StorageSettings settings, Migrations migrations) {
        Path file = dataDirectory.resolve(FILE);
        try {
            OwnerOnly.directory(dataDirectory);
            SqliteLibrary.provide(dataDirectory);
            LockFile lock = LockFile.open(dataDirectory, FILE + ".lock")
                    .orElseThrow(() -> new StorageException(
                            "The database " + file + " is open already in this process.", "", null));
            try {
                var dialect = new SqliteDialect(file, settings);
                var writer = new Writer(new SqliteSchema(file, dialect, lock, migrations).openUpToDate(), dialect);
                return new Database(dialect, lock, writer, new Readers(dialect, settings.readers()));
            } catch (IOException | SQLException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | SQLException e) {
            throw new StorageException(
                    "The database " + file + " can't be opened: " + e.getMessage(),
                    "Check that it is yours and that the disk has free space. `moltis doctor` examines it.",
                    e);
        }
    }

    /** Asks something. Sees everything that was written before. */
    public <T> T read(Work<T> work) {
        try {
            return readers.read(work);
        } catch (SQLException e) {
            throw failed("read", e);
        }
    }

    /**
     * Changes something in one transaction, and returns when the change would survive the death of the process. Work that
     * throws changes nothing, and what it threw arrives here.
     */
    public <T> T write(Work<T> work) {
        try {
            return writer.write(work);
        } catch (SQLException e) {
            throw failed("written", e);
        }
    }

    /** What differs from other databases; for repositories whose statements do. */
    public SqlDialect dialect() {
        return dialect;
    }

    /** Looks for damage, which takes a while in a large database. @return what it found; empty if all is well */
    public List<String> check() {
        List<String> found = read(sql -> sql.list("PRAGMA quick_check(20)", row -> row.text("quick_check")));
        return found.equals(List.of("ok")) ? List.of() : found;
    }

    /** Waits for what runs, and refuses what comes later. */
    @Override
    public void close() {
        try {
            readers.close();
            writer.close();
            lock.close();
        } catch (SQLException | IOException e) {
            throw failed("closed", e);
        }
    }

    private static StorageException failed(String what, Exception cause) {
        return new StorageException(
                "The database can't be " + what + ": " + cause.getMessage(),
                "Check the free space of the disk. `moltis doctor` examines the database.",
                cause);
    }
}
