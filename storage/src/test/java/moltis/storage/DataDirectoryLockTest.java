package moltis.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import moltis.core.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryLockTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T08:00:00.5Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    /** Takes the lock and keeps it. */
    static final class Holder {
        public static void main(String[] arguments) throws InterruptedException {
            try (DataDirectoryLock held = DataDirectoryLock.acquire(Path.of(arguments[0]), CLOCK)) {
                System.out.println("holding " + held);
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }

    @Test
    void makes_the_directory_and_frees_it_when_closed() {
        Path fresh = folder.resolve("a").resolve("b");

        DataDirectoryLock.acquire(fresh, CLOCK).close();

        assertThat(fresh).isDirectory();
        assertThatCode(() -> DataDirectoryLock.acquire(fresh, CLOCK).close()).doesNotThrowAnyException();
    }

    @Test
    void refuses_a_second_one_in_the_same_process_and_keeps_the_first() {
        try (DataDirectoryLock first = DataDirectoryLock.acquire(folder, CLOCK)) {
            for (int attempt = 0; attempt < 2; attempt++)
                assertThatThrownBy(() -> DataDirectoryLock.acquire(folder, CLOCK))
                        .as("while %s is held", first)
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("this very process");
        }
    }

    @Test
    void names_the_process_that_holds_it_and_is_free_once_that_is_killed() throws Exception {
        try (ChildProcess holder = ChildProcess.start(List.of(), Holder.class, folder)) {
            assertThat(holder.line()).startsWith("holding");

            assertThatThrownBy(() -> DataDirectoryLock.acquire(folder, CLOCK))
                    .isInstanceOfSatisfying(StorageException.class, refusal -> {
                        assertThat(refusal.sentence())
                                .contains("process " + holder.pid())
                                .contains("since 2026-03-01T08:00:00Z")
                                .contains(folder.toString());
                        assertThat(refusal.hint()).contains("--data-dir");
                    });
        }

        assertThatCode(() -> DataDirectoryLock.acquire(folder, CLOCK).close()).doesNotThrowAnyException();
    }

    @Test
    void says_why_a_directory_can_not_be_used() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataDirectoryLock.acquire(file, CLOCK))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("can't be used");
    }
}
