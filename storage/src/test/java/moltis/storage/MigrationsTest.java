package moltis.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {

    private static final Path FOLDER = Path.of("src/main/resources", Migrations.SQLITE.folder());
    private static final String SCHEMA =
            "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS part FROM sqlite_master ORDER BY type, name";
    private static final String HISTORY =
            "SELECT version || ' ' || checksum AS applied FROM schema_history ORDER BY installed_rank";

    @TempDir
    private Path folder;

    /** Opens a database and leaves. */
    static final class Opener {
        public static void main(String[] arguments) {
            Database.open(Path.of(arguments[0]), StorageSettings.DEFAULT).close();
        }
    }

    @Test
    void the_newest_migration_is_the_one_compiled_in() throws Exception {
        assertThat(files().getLast()).startsWith("V" + Migrations.SQLITE.newest() + "__");
    }

    @Test
    void each_migration_is_named_by_moment_verb_and_table_and_names_its_owner() throws Exception {
        for (String file : files()) {
            assertThat(file).matches("V\\d{14}__[a-z]+(_[a-z]+)+\\.sql");
            assertThat(Files.readAllLines(FOLDER.resolve(file)).getFirst())
                    .as(file)
                    .startsWith("-- Owner: ");
        }
    }

    @Test
    void the_empty_database_of_the_build_is_what_the_migrations_make() throws Exception {
        Path migrated = folder.resolve("migrated.db");
        Migrations.SQLITE.apply(migrated);

        Path built = Files.createFile(folder.resolve("built.db"));
        assertThat(EmptyDatabase.copyTo(built)).isTrue();

        assertThat(list(built, SCHEMA)).isEqualTo(list(migrated, SCHEMA));
        assertThat(list(built, HISTORY)).isEqualTo(list(migrated, HISTORY));
    }

    @Test
    void neither_a_first_nor_a_later_start_loads_the_migration_tool() throws Exception {
        for (String start : List.of("first", "later")) {
            try (ChildProcess opener = ChildProcess.start(List.of("-verbose:class"), Opener.class, folder)) {
                List<String> loaded = opener.lines();
                assertThat(loaded).as(start).anyMatch(line -> line.contains("moltis.storage.Database"));
                assertThat(loaded).as(start).noneMatch(line -> line.contains("org.flywaydb"));
            }
        }
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> list(Path file, String query) throws Exception {
        var sql = new Sql(new SqliteDialect(file, StorageSettings.DEFAULT).connectReader());
        try {
            return sql.list(query, row -> query.equals(SCHEMA) ? row.text("part") : row.text("applied"));
        } finally {
            sql.close();
        }
    }
}
