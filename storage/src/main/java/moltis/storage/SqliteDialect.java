package moltis.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** SQLite in one file: write-ahead log, so that readers and the writer never wait for each other. */
public final class SqliteDialect implements SqlDialect {

    // Small caches keep the process small; the operating system caches the file anyway.
    private static final List<String> WRITER =
            List.of("PRAGMA journal_mode = WAL", "PRAGMA cache_size = -2048", "PRAGMA journal_size_limit = 16777216");
    private static final List<String> READER = List.of("PRAGMA cache_size = -512", "PRAGMA query_only = ON");

    private final Path file;
    private final StorageSettings settings;

    SqliteDialect(Path file, StorageSettings settings) {
        this.file = file;
        this.settings = settings;
    }

    @Override
    public Connection connectWriter() throws SQLException {
        return connect(WRITER);
    }

    @Override
    public Connection connectReader() throws SQLException {
        return connect(READER);
    }

    @Override
    public String beginWrite() {
        return "BEGIN IMMEDIATE";
    }

    private Connection connect(List<String> pragmas) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(settings.busyTimeout().toMillis()));
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.enforceForeignKeys(true);
        // Otherwise the driver sends a query of its own after every insert.
        config.setGetGeneratedKeys(false);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            for (String pragma : pragmas) statement.execute(pragma);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }
}
