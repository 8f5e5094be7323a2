package moltis.storage;

import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;

/** The migrations that this version has. Flyway's classes load only when some of them have to run. */
final class Migrations {

    /** The version of the newest migration in the folder. */
    static final String NEWEST = "20261124113000";

    static final String TABLE = "schema_history";
    static final String FOLDER = "moltis/storage/migrations/sqlite";

    private Migrations() {}

    /** Applies what is missing, all of it or nothing. */
    static void apply(Path file) throws SQLException {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:" + FOLDER)
                    .table(TABLE)
                    .group(true)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }
}
