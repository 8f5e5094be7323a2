package moltis.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.event.LocalEventBus;
import moltis.core.event.ServerEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogBufferTest {

    private final LocalEventBus bus = new LocalEventBus(failure -> {
        throw failure;
    });
    private final LogBuffer logs = new LogBuffer(3, bus, LogArchive.NONE);

    private static LogEntry entry(LogLevel level, String message) {
        return new LogEntry(1_000, level, "moltis.Test", message, Map.of("ms", 5));
    }

    private static LogQuery all(int limit) {
        return new LogQuery(Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }

    private static List<String> messages(List<LogEntry> entries) {
        return entries.stream().map(LogEntry::message).toList();
    }

    @Test
    void pain_24_keeps_the_newest_and_no_more() {
        for (int i = 1; i <= 100; i++) logs.add(entry(LogLevel.INFO, "m" + i));

        assertThat(messages(logs.tail(50))).containsExactly("m98", "m99", "m100");
        assertThat(messages(logs.tail(1))).containsExactly("m100");
    }

    @Test
    void finds_by_level_writer_and_text() {
        logs.add(entry(LogLevel.DEBUG, "small"));
        logs.add(entry(LogLevel.ERROR, "Disk full"));

        assertThat(messages(logs.list(new LogQuery(Optional.of(LogLevel.WARN), Optional.empty(), Optional.empty(), 9))))
                .containsExactly("Disk full");
        assertThat(messages(logs.list(new LogQuery(Optional.empty(), Optional.of("TEST"), Optional.of("disk"), 9))))
                .containsExactly("Disk full");
        assertThat(logs.list(new LogQuery(Optional.empty(), Optional.of("other"), Optional.empty(), 9)))
                .isEmpty();
    }

    @Test
    void counts_what_nobody_has_seen() {
        logs.add(entry(LogLevel.WARN, "w"));
        logs.add(entry(LogLevel.ERROR, "e"));
        logs.add(entry(LogLevel.INFO, "i"));
        assertThat(logs.unseen()).isEqualTo(new LogBuffer.Unseen(1, 1));

        logs.acknowledge();

        assertThat(logs.unseen()).isEqualTo(new LogBuffer.Unseen(0, 0));
    }

    @Test
    void tells_those_who_follow_but_never_about_the_telling() {
        var told = new ArrayList<ServerEvent>();
        bus.subscribe(event -> {
            told.add(event);
            logs.add(entry(LogLevel.DEBUG, "sent an event"));
        });

        logs.add(entry(LogLevel.INFO, "hello"));

        assertThat(told).hasSize(1);
        assertThat(told.getFirst())
                .isInstanceOfSatisfying(
                        ServerEvent.Named.class,
                        event -> assertThat(event.payload().toString())
                                .isEqualTo(
                                        "{\"ts\":1000,\"level\":\"INFO\",\"target\":\"moltis.Test\",\"message\":\"hello\","
                                                + "\"fields\":{\"ms\":5}}"));
        assertThat(messages(logs.tail(9))).containsExactly("hello", "sent an event");
    }

    @Test
    void the_file_is_read_from_its_end_and_over_its_parts(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("logs.jsonl");
        Files.writeString(dir.resolve("logs.jsonl.1"), line("oldest") + line("older"));
        Files.writeString(file, "garbage\n" + line("x".repeat(200_000)) + line("newest"));
        var archive = new LogLines(file);

        assertThat(messages(archive.newest(all(2)))).containsExactly("x".repeat(200_000), "newest");
        assertThat(messages(archive.newest(all(9)))).containsExactly("oldest", "older", "x".repeat(200_000), "newest");
        assertThat(messages(archive.newest(new LogQuery(Optional.empty(), Optional.empty(), Optional.of("old"), 1))))
                .containsExactly("older");
        assertThat(archive.file()).contains(file);
        assertThat(new LogLines(dir.resolve("none.jsonl")).newest(all(9))).isEmpty();
    }

    private static String line(String message) {
        return "{\"ts\":5,\"level\":\"INFO\",\"target\":\"t\",\"message\":\"" + message + "\",\"fields\":{\"a\":1}}\n";
    }
}
