package moltis.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    private static final LogLine LINE = new LogLine(1, "INFO", "moltis.test", "hello", Map.of("a", "b"));

    @Test
    void appends_to_what_an_earlier_run_wrote(@TempDir Path directory) throws IOException {
        try (LogFile file = new LogFile(directory, 1000)) {
            file.accept(LINE);
        }
        try (LogFile file = new LogFile(directory, 1000)) {
            file.accept(LINE);
        }

        assertThat(Files.readString(directory.resolve("logs.jsonl"))).isEqualTo((LINE.json() + "\n").repeat(2));
    }

    @Test
    void keeps_a_bounded_number_of_bounded_files(@TempDir Path directory) throws IOException {
        int length = LINE.json().length() + 1;
        try (LogFile file = new LogFile(directory, 2L * length)) {
            for (int i = 0; i < 20; i++) file.accept(LINE);
        }

        try (var files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(LogFile.KEPT + 1)
                    .allSatisfy(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(2L * length));
        }
    }

    @Test
    void a_directory_that_vanishes_costs_lines_and_nothing_else(@TempDir Path directory) throws IOException {
        Path gone = directory.resolve("gone");
        try (LogFile file = new LogFile(gone, 1000)) {
            file.accept(LINE);
            Files.createDirectory(gone);
            file.accept(LINE);
        }

        assertThat(Files.readString(gone.resolve("logs.jsonl"))).isEqualTo(LINE.json() + "\n");
    }
}
