package moltis.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import moltis.core.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the file of an SQLite database to the newest schema: on a copy, which takes the file's place only when it is
 * whole. The former file stays beside it until the next upgrade, for the way back to the former version. Everybody who
 * has the database open holds a shared lock; who upgrades holds it alone.
 */
final class SqliteSchema {

    private static final Logger log = LoggerFactory.getLogger(SqliteSchema.class);
    private static final String FORMER = ".before-";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private static final String TABLES =
            "SELECT count(*) AS tables FROM sqlite_master WHERE type = 'table' AND name = ?";
    private static final String VERSION =
            "SELECT max(version) AS version FROM " + Migrations.TABLE + " WHERE success = 1";

    private final Path file;
    private final Migrations migrations;
    private final SqliteDialect dialect;
    private final LockFile lock;

    SqliteSchema(Path file, SqliteDialect dialect, LockFile lock, Migrations migrations) {
        this.file = file;
        this.migrations = migrations;
        this.dialect = dialect;
        this.lock = lock;
    }

    /** The writing connection to a database of the newest schema; the shared lock is held from now on. */
    Sql openUpToDate() throws IOException, SQLException {
        lockPatiently(true);
        Optional<Sql> current = openIfCurrent();
        if (current.isPresent()) return current.get();
        lockPatiently(false);
        // Another process may have been faster.
        if (openIfCurrent().map(this::closeQuietly).isEmpty()) upgrade();
        lockPatiently(true);
        return openIfCurrent().orElseThrow(() -> new SQLException("the upgrade had no effect"));
    }

    private Optional<Sql> openIfCurrent() throws IOException, SQLException {
        if (!Files.exists(file) || Files.size(file) == 0) return Optional.empty();
        var sql = new Sql(dialect.connectWriter());
        try {
            if (version(sql).equals(Optional.of(migrations.newest()))) return Optional.of(sql);
        } catch (SQLException | RuntimeException e) {
            sql.close();
            throw e;
        }
        sql.close();
        return Optional.empty();
    }

    /** The version of the schema; empty in an empty database. */
    private Optional<String> version(Sql sql) throws SQLException {
        if (has(sql, Migrations.TABLE)) {
            Optional<String> version =
                    sql.first(VERSION, row -> row.optionalText("version")).flatMap(it -> it);
            if (version.isPresent() && version.get().compareTo(migrations.newest()) > 0) throw tooNew(version.get());
            return version;
        }
        if (has(sql, "_sqlx_migrations"))
            throw new StorageException(
                    "The database " + file + " belongs to the original Moltis.",
                    "It is left untouched. Give this Moltis a data directory of its own with --data-dir.",
                    null);
        return Optional.empty();
    }

    private static boolean has(Sql sql, String table) throws SQLException {
        return sql.first(TABLES, row -> row.number("tables"), table).orElse(0L) > 0;
    }

    private void upgrade() throws IOException, SQLException {
        long began = System.nanoTime();
        Path copy = beside(".upgrading");
        Files.deleteIfExists(copy);
        String from = Files.exists(file) ? copyTo(copy) : "nothing";
        if (!Files.exists(copy)) OwnerOnly.file(copy);
        try {
            if (Files.size(copy) > 0 || !migrations.equals(Migrations.SQLITE) || !EmptyDatabase.copyTo(copy)) {
                migrations.apply(copy);
                requireSound(copy);
            }
            try (FileChannel content = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                content.force(true);
            }
            if (Files.exists(file)) keepFormer();
            Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | SQLException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw new StorageException(
                    "The database " + file + " could not be upgraded and is as it was before: " + e.getMessage(),
                    "Check the free space of the disk and start again; the former version of Moltis still opens it.",
                    e);
        }
        log.atInfo()
                .addKeyValue("from", from)
                .addKeyValue("to", migrations.newest())
                .addKeyValue("ms", Duration.ofNanos(System.nanoTime() - began).toMillis())
                .log("database upgraded");
    }

    /** @return the version of what was copied */
    private String copyTo(Path copy) throws IOException, SQLException {
        var sql = new Sql(dialect.connectWriter());
        String from;
        try {
            from = version(sql).orElse("nothing");
            sql.first("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.number("busy"));
        } finally {
            sql.close();
        }
        Path log = beside("-wal");
        if (Files.exists(log) && Files.size(log) > 0)
            throw new IOException("a program that is no Moltis has the database open");
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        return from;
    }

    private static void requireSound(Path copy) throws SQLException {
        var sql = new Sql(new SqliteDialect(copy, StorageSettings.DEFAULT).connectReader());
        try {
            List<String> damage = sql.list("PRAGMA integrity_check(5)", row -> row.text("integrity_check"));
            if (!damage.equals(List.of("ok"))) throw new SQLException("the copy is damaged: " + damage.getFirst());
            List<String> dangling = sql.list("PRAGMA foreign_key_check", row -> row.text("table"));
            if (!dangling.isEmpty()) throw new SQLException("dangling references in " + dangling.getFirst());
        } finally {
            sql.close();
        }
    }

    /** Gives the present file a second name, so that there is no moment without a database. */
    private void keepFormer() throws IOException {
        try (DirectoryStream<Path> older = Files.newDirectoryStream(lock.folder(), file.getFileName() + FORMER + "*")) {
            for (Path path : older) Files.delete(path);
        }
        Path former = beside(FORMER + migrations.newest());
        try {
            Files.createLink(former, file);
        } catch (UnsupportedOperationException e) {
            Files.copy(file, former, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private void lockPatiently(boolean shared) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!lock.lock(shared)) {
            if (System.nanoTime() > deadline)
                throw new StorageException(
                        shared
                                ? "Another Moltis is upgrading the database " + file + "."
                                : "The database " + file + " needs an upgrade, but another Moltis has it open.",
                        shared ? "Wait until it is done, then start again." : "Stop the other one, then start again.",
                        null);
            try {
                Thread.sleep(BETWEEN_TRIES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for another process", e);
            }
        }
    }

    private StorageException tooNew(String version) {
        Path former = beside(FORMER + version);
        return new StorageException(
                "The database " + file + " was written by a newer Moltis (schema " + version + "; this one knows "
                        + migrations.newest() + ").",
                Files.exists(former)
                        ? "Start the newer version, or put the file " + former.getFileName()
                                + ", which is from before the" + " upgrade, in its place."
                        : "Start the newer version.",
                null);
    }

    private boolean closeQuietly(Sql sql) {
        try {
            sql.close();
            return true;
        } catch (SQLException e) {
            throw new StorageException("The database " + file + " can't be closed: " + e.getMessage(), "", e);
        }
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
