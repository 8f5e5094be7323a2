package moltis.storage;

import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;

/** The one class that knows Flyway, so that Flyway loads only when there is something to migrate. */
final class FlywayRun {

    private FlywayRun() {}

    static void apply(String folder, Path file) throws SQLException {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:" + folder)
                    .table(Migrations.TABLE)
                    .group(true)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }
}
