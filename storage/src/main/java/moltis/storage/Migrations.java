package moltis.storage;

import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The migrations that a version has.
 *
 * @param folder where they lie on the class path
 * @param newest the version of the newest one
 */
record Migrations(String folder, String newest) {

    static final Migrations SQLITE = new Migrations("moltis/storage/migrations/sqlite", "20261124210000");

    /** Where it is noted what was applied. */
    static final String TABLE = "schema_history";

    /** Applies to an SQLite file what it lacks: all of it, or nothing. */
    void apply(Path file) throws SQLException {
        FlywayRun.apply(folder, file);
    }
}
