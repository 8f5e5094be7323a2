package moltis.gateway.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import moltis.core.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A log file of JSON lines and its older parts ({@code logs.jsonl}, {@code logs.jsonl.1}, …), read from the end. At most
 * the last 16 MiB are looked at, so that a search never takes long.
 */
public final class LogLines implements LogArchive {

    private static final int PIECE = 64 * 1024;
    private static final long MOST_BYTES = 16L * 1024 * 1024;
    private static final int MOST_PARTS = 10;

    private final Path newest;

    public LogLines(Path newest) {
        this.newest = newest;
    }

    @Override
    public Optional<Path> file() {
        return Files.isRegularFile(newest) ? Optional.of(newest) : Optional.empty();
    }

    @Override
    public List<LogEntry> newest(LogQuery query) {
        List<LogEntry> found = new ArrayList<>();
        long left = MOST_BYTES;
        for (int part = 0; part <= MOST_PARTS && left > 0 && found.size() < query.limit(); part++) {
            Path file = part == 0 ? newest : newest.resolveSibling(newest.getFileName() + "." + part);
            left -= read(file, query, found, left);
        }
        return found.reversed();
    }

    /** Adds what matches, newest first. @return how many bytes were looked at */
    private static long read(Path path, LogQuery query, List<LogEntry> found, long most) {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            long end = file.length();
            long first = Math.max(0, end - most);
            byte[] rest = {};
            long at = end;
            while (at > first && found.size() < query.limit()) {
                int size = (int) Math.min(PIECE, at - first);
                at -= size;
                byte[] piece = new byte[size + rest.length];
                file.seek(at);
                file.readFully(piece, 0, size);
                System.arraycopy(rest, 0, piece, size, rest.length);
                rest = lines(piece, at == first, query, found);
            }
            return end - at;
        } catch (IOException absentOrRotatedAway) {
            return 0;
        }
    }

    /** Reads the lines that begin in the piece, last one first. @return the piece before the first of them */
    private static byte[] lines(byte[] piece, boolean isBeginning, LogQuery query, List<LogEntry> found) {
        int end = piece.length;
        for (int i = piece.length - 1; i >= 0 && found.size() < query.limit(); i--) {
            if (piece[i] != '\n') continue;
            add(piece, i + 1, end, query, found);
            end = i;
        }
        if (isBeginning && found.size() < query.limit()) add(piece, 0, end, query, found);
        return Arrays.copyOf(piece, end);
    }

    private static void add(byte[] piece, int from, int to, LogQuery query, List<LogEntry> found) {
        if (to <= from) return;
        parse(new String(piece, from, to - from, StandardCharsets.UTF_8))
                .filter(query::matches)
                .ifPresent(found::add);
    }

    private static Optional<LogEntry> parse(String line) {
        try {
            JsonNode json = Json.parse(line);
            Map<String, Object> fields = new TreeMap<>();
            for (var field : json.path("fields").properties())
                fields.put(
                        field.getKey(),
                        field.getValue().asString(field.getValue().toString()));
            return LogLevel.parse(json.path("level").asString(""))
                    .map(level -> new LogEntry(
                            json.path("ts").asLong(0),
                            level,
                            json.path("target").asString(""),
                            json.path("message").asString(""),
                            fields));
        } catch (JacksonException notOurs) {
            return Optional.empty();
        }
    }
}
