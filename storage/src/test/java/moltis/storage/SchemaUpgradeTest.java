package moltis.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import moltis.core.StorageException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("pain 37: an upgrade neither kills the server nor loses data")
class SchemaUpgradeTest {

    private static final String NOTES = "SELECT text FROM notes ORDER BY id";

    @TempDir
    private Path folder;

    @Test
    void pain_37_an_old_database_is_upgraded_when_it_is_opened() {
        writeWith(TestMigrations.FIRST, "kept");

        try (Database database = Database.open(folder, StorageSettings.DEFAULT, TestMigrations.SECOND)) {
            List<String> notes = database.read(sql ->
                    sql.list("SELECT text, color FROM notes", row -> row.text("text") + " " + row.text("color")));
            assertThat(notes).containsExactly("kept! blue");
        }
    }

    /** Opens a database with the second schema, and says what is in it. */
    static final class Upgrader {
        public static void main(String[] arguments) {
            try (var database = Database.open(Path.of(arguments[0]), StorageSettings.DEFAULT, TestMigrations.SECOND)) {
                System.out.println(database.<List<String>>read(sql -> sql.list(NOTES, row -> row.text("text"))));
            }
        }
    }

    @Test
    void pain_37_processes_that_upgrade_at_the_same_time_do_it_once() throws Exception {
        writeWith(TestMigrations.FIRST, "kept");

        List<ChildProcess> upgraders = new ArrayList<>();
        for (int at = 0; at < 3; at++) upgraders.add(ChildProcess.start(List.of(), Upgrader.class, folder));

        for (ChildProcess upgrader : upgraders)
            try (upgrader) {
                assertThat(upgrader.lines()).contains("[kept!]");
            }
    }

    @Test
    void pain_37_the_former_version_opens_the_file_that_the_upgrade_kept() throws Exception {
        writeWith(TestMigrations.FIRST, "kept");
        Database.open(folder, StorageSettings.DEFAULT, TestMigrations.SECOND).close();

        Files.move(
                folder.resolve("moltis.db.before-20260201000000"),
                folder.resolve("moltis.db"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(notesWith(TestMigrations.FIRST)).containsExactly("kept");
    }

    @Test
    void pain_37_a_newer_database_is_refused_with_the_way_back() {
        writeWith(TestMigrations.FIRST, "kept");
        Database.open(folder, StorageSettings.DEFAULT, TestMigrations.SECOND).close();

        assertThatThrownBy(() -> Database.open(folder, StorageSettings.DEFAULT, TestMigrations.FIRST))
                .isInstanceOfSatisfying(StorageException.class, refusal -> {
                    assertThat(refusal.sentence())
                            .contains("newer Moltis")
                            .contains("20260201000000")
                            .contains("20260101000000");
                    assertThat(refusal.hint()).contains("moltis.db.before-20260201000000");
                });
        assertThat(notesWith(TestMigrations.SECOND)).containsExactly("kept!");
    }

    @Test
    void pain_37_a_failing_upgrade_leaves_the_old_database_in_use() throws Exception {
        writeWith(TestMigrations.FIRST, "kept");
        byte[] before = Files.readAllBytes(folder.resolve("moltis.db"));

        assertThatThrownBy(() -> Database.open(folder, StorageSettings.DEFAULT, TestMigrations.BROKEN))
                .isInstanceOfSatisfying(StorageException.class, failure -> {
                    assertThat(failure.sentence())
                            .contains("could not be upgraded")
                            .contains("no_such_table");
                    assertThat(failure.hint()).contains("former version");
                });

        assertThat(Files.readAllBytes(folder.resolve("moltis.db"))).isEqualTo(before);
        assertThat(names()).noneMatch(name -> name.contains("upgrading") || name.contains("before"));
        assertThat(notesWith(TestMigrations.FIRST)).containsExactly("kept");
    }

    @Test
    void pain_37_what_a_killed_upgrade_left_behind_does_no_harm() throws Exception {
        writeWith(TestMigrations.FIRST, "kept");
        Files.writeString(folder.resolve("moltis.db.upgrading"), "half a copy");
        Files.createLink(folder.resolve("moltis.db.before-20260201000000"), folder.resolve("moltis.db"));

        assertThat(notesWith(TestMigrations.SECOND)).containsExactly("kept!");
        assertThat(names()).doesNotContain("moltis.db.upgrading");
    }

    @Test
    void lines_that_are_still_in_the_log_of_a_killed_process_are_upgraded_too() throws Exception {
        writeWith(TestMigrations.FIRST, "in the file");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (Database database = Database.open(folder, StorageSettings.DEFAULT, TestMigrations.FIRST)) {
            database.write(sql -> sql.update("INSERT INTO notes (text) VALUES ('in the log')"));
            for (String name : List.of("moltis.db", "moltis.db-wal"))
                Files.copy(folder.resolve(name), copy.resolve(name));
        }

        try (Database database = Database.open(copy, StorageSettings.DEFAULT, TestMigrations.SECOND)) {
            List<String> notes = database.read(sql -> sql.list(NOTES, row -> row.text("text")));
            assertThat(notes).containsExactly("in the file!", "in the log!");
        }
    }

    @Test
    void keeps_only_the_file_of_the_last_upgrade() throws Exception {
        writeWith(TestMigrations.FIRST, "kept");
        Files.writeString(folder.resolve("moltis.db.before-20250101000000"), "very old");

        notesWith(TestMigrations.SECOND);

        assertThat(names())
                .contains("moltis.db.before-20260201000000")
                .doesNotContain("moltis.db.before-20250101000000");
    }

    @Test
    void leaves_a_database_of_the_original_alone() throws Exception {
        Path file = folder.resolve("moltis.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY)");
        }

        assertThatThrownBy(() -> Database.open(folder, StorageSettings.DEFAULT))
                .isInstanceOfSatisfying(StorageException.class, refusal -> {
                    assertThat(refusal.sentence()).contains("original Moltis");
                    assertThat(refusal.hint()).contains("--data-dir");
                });
        assertThat(names()).noneMatch(name -> name.contains("upgrading") || name.contains("before"));
    }

    private void writeWith(Migrations migrations, String note) {
        try (Database database = Database.open(folder, StorageSettings.DEFAULT, migrations)) {
            database.write(sql -> sql.update("INSERT INTO notes (text) VALUES (?)", note));
        }
    }

    private List<String> notesWith(Migrations migrations) {
        try (Database database = Database.open(folder, StorageSettings.DEFAULT, migrations)) {
            return database.read(sql -> sql.list(NOTES, row -> row.text("text")));
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }
}
