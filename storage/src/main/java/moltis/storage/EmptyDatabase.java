package moltis.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The database that a new data directory begins with. The build makes it with the migrations and puts it beside the
 * classes, so that a first start copies a file where it would otherwise load a migration tool.
 */
public final class EmptyDatabase {

    // Named by its schema: what an older build has left behind is not taken for it.
    private static final String RESOURCE = "empty-" + Migrations.SQLITE.newest() + ".db";

    private EmptyDatabase() {}

    /** Writes it to {@code file}, which is there and empty. @return whether the build has made one */
    static boolean copyTo(Path file) throws IOException {
        try (@Nullable InputStream made = EmptyDatabase.class.getResourceAsStream(RESOURCE)) {
            if (made == null) return false;
            Files.write(file, made.readAllBytes());
            return true;
        }
    }

    /** For the build. @param arguments the folder of the compiled classes */
    public static void main(String[] arguments) throws IOException, SQLException {
        Path folder = Path.of(arguments[0], "moltis", "storage");
        Path made = folder.resolve(RESOURCE + ".part");
        Files.deleteIfExists(made);
        Migrations.SQLITE.apply(made);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + made);
                Statement statement = connection.createStatement()) {
            // The same sources give the same bytes, whoever builds them when.
            statement.executeUpdate("UPDATE " + Migrations.TABLE
                    + " SET installed_by = 'build', installed_on = '2026-01-01 00:00:00.0', execution_time = 0");
            statement.executeUpdate("VACUUM");
        }
        Files.move(made, folder.resolve(RESOURCE), StandardCopyOption.REPLACE_EXISTING);
    }
}
