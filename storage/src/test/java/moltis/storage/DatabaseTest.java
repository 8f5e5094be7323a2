package moltis.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import moltis.core.ErrorCode;
import moltis.core.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    private static final String ADD = "INSERT INTO notes (text) VALUES (?)";
    private static final String TEXTS = "SELECT text FROM notes ORDER BY id";

    @TempDir
    private Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(
                folder, new StorageSettings(2, StorageSettings.DEFAULT.busyTimeout()), TestMigrations.FIRST);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void reads_what_was_written() {
        database.write(sql -> sql.update(ADD, "hello"));

        assertThat(texts()).containsExactly("hello");
    }

    @Test
    void binds_every_kind_of_value_and_reads_it_back() {
        record Values(
                String text, Optional<String> none, long number, boolean flag, Instant moment, Optional<Long> no) {}
        String select = "SELECT ? AS text, ? AS none, ? AS number, ? AS flag, ? AS moment, ? AS no";

        Optional<Values> values = database.read(sql -> sql.first(
                select,
                row -> new Values(
                        row.text("text"),
                        row.optionalText("none"),
                        row.number("number"),
                        row.flag("flag"),
                        row.instant("moment"),
                        row.optionalNumber("no")),
                Optional.of("a'; DROP TABLE notes"),
                Optional.empty(),
                7,
                true,
                Instant.ofEpochMilli(5),
                null));

        assertThat(values)
                .contains(new Values(
                        "a'; DROP TABLE notes", Optional.empty(), 7, true, Instant.ofEpochMilli(5), Optional.empty()));
    }

    @Test
    void work_that_throws_changes_nothing_and_its_exception_arrives() {
        assertThatThrownBy(() -> database.write(sql -> {
                    sql.update(ADD, "half");
                    throw new IllegalStateException("stop");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stop");

        assertThat(texts()).isEmpty();
    }

    @Test
    void a_failing_statement_becomes_a_storage_exception_with_a_hint() {
        assertThatThrownBy(() -> database.write(sql -> sql.update("INSERT INTO nowhere VALUES (1)")))
                .isInstanceOfSatisfying(StorageException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.STORAGE_FAILED);
                    assertThat(failure.sentence()).contains("nowhere");
                    assertThat(failure.hint()).isNotBlank();
                });
    }

    @Test
    void work_that_shares_a_commit_succeeds_or_fails_on_its_own() throws Exception {
        List<Callable<Integer>> works = new ArrayList<>();
        for (int at = 0; at < 100; at++) {
            int number = at;
            works.add(() -> database.write(sql -> {
                int changed = sql.update(ADD, "note " + number);
                if (number % 3 == 0) throw new IllegalStateException("no " + number);
                return changed;
            }));
        }

        List<Future<Integer>> done;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            done = threads.invokeAll(works);
        }

        for (int at = 0; at < 100; at++)
            assertThat(done.get(at).state()).isEqualTo(at % 3 == 0 ? Future.State.FAILED : Future.State.SUCCESS);
        assertThat(texts()).hasSize(66).doesNotContain("note 0", "note 99").contains("note 1", "note 98");
    }

    @Test
    void work_that_waited_is_done_even_when_its_thread_is_interrupted() throws Exception {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        Thread leader = Thread.startVirtualThread(() -> database.write(sql -> {
            begun.countDown();
            awaitQuietly(mayEnd);
            return sql.update(ADD, "first");
        }));
        begun.await();
        var stillInterrupted = new ArrayList<Boolean>();
        Thread follower = Thread.startVirtualThread(() -> {
            Thread.currentThread().interrupt();
            database.write(sql -> sql.update(ADD, "second"));
            stillInterrupted.add(Thread.currentThread().isInterrupted());
        });

        mayEnd.countDown();
        leader.join();
        follower.join();

        assertThat(texts()).containsExactly("first", "second");
        assertThat(stillInterrupted).containsExactly(true);
    }

    @Test
    void refuses_work_inside_work() {
        assertThatThrownBy(() -> database.write(outer -> database.write(inner -> inner.update(ADD, "x"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readers_neither_write_nor_wait_for_the_writer() throws Exception {
        database.write(sql -> sql.update(ADD, "old"));
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        Thread writer = Thread.startVirtualThread(() -> database.write(sql -> {
            sql.update(ADD, "new");
            begun.countDown();
            awaitQuietly(mayEnd);
            return 0;
        }));
        begun.await();

        assertThat(texts()).containsExactly("old");
        assertThatThrownBy(() -> database.read(sql -> sql.update(ADD, "x"))).isInstanceOf(StorageException.class);

        mayEnd.countDown();
        writer.join();
        assertThat(texts()).containsExactly("old", "new");
    }

    @Test
    void survives_more_statements_than_it_keeps_prepared() {
        for (int at = 0; at < 200; at++) {
            int number = at;
            long read = database.read(sql -> sql.first("SELECT ? + " + number + " AS sum", row -> row.number("sum"), 1)
                    .orElseThrow());
            assertThat(read).isEqualTo(number + 1L);
        }
    }

    @Test
    void a_closed_database_says_so() {
        database.close();

        assertThatThrownBy(this::texts).isInstanceOf(StorageException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> database.write(sql -> sql.update(ADD, "x")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("closed");
        open();
    }

    @Test
    void keeps_everything_when_it_is_opened_again() {
        for (int at = 0; at < 500; at++) {
            String text = "note " + at;
            database.write(sql -> sql.update(ADD, text));
        }
        database.close();
        open();

        assertThat(texts()).hasSize(500).endsWith("note 499");
        assertThat(database.check()).isEmpty();
    }

    @Test
    void refuses_to_be_opened_twice() {
        assertThatThrownBy(this::open).isInstanceOf(StorageException.class).hasMessageContaining("open already");
    }

    @Test
    void nobody_else_can_read_its_files() throws Exception {
        database.write(sql -> sql.update(ADD, "secret"));

        for (String name : List.of("moltis.db", "moltis.db-wal"))
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
    }

    @Test
    void says_clearly_that_a_file_is_no_database() throws Exception {
        database.close();
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(
                other.resolve("moltis.db"), "not a database, but long enough to be looked at as one. ".repeat(20));

        assertThatThrownBy(() -> Database.open(other, StorageSettings.DEFAULT, TestMigrations.FIRST))
                .isInstanceOfSatisfying(StorageException.class, failure -> {
                    assertThat(failure.sentence()).contains(other.toString()).contains("not a database");
                    assertThat(failure.hint()).isNotBlank();
                });
        open();
    }

    private List<String> texts() {
        return database.read(sql -> sql.list(TEXTS, row -> row.text("text")));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
