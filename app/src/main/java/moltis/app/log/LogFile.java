package moltis.app.log;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines to {@code logs.jsonl}; a full file becomes {@code logs.jsonl.1}, the older ones move up, the oldest goes.
 * A disk that fails costs the lines, never the program. Safe for use by many threads.
 */
final class LogFile implements Consumer<LogLine>, AutoCloseable {

    static final long LARGEST = 8 * 1024 * 1024;
    static final int KEPT = 4;

    private final Path directory;
    private final long largest;
    private @Nullable BufferedWriter writer;
    private long size;

    LogFile(Path directory, long largest) {
        this.directory = directory;
        this.largest = largest;
    }

    @Override
    public synchronized void accept(LogLine line) {
        String text = line.json() + "\n";
        try {
            if (writer == null || size + text.length() > largest) rotate();
            if (writer == null) return;
            writer.write(text);
            writer.flush();
            size += text.length();
        } catch (IOException e) {
            writer = null; // the next line tries to open the file anew
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (writer != null) writer.close();
        } catch (IOException e) {
            // every line was flushed when it was written
        } finally {
            writer = null;
        }
    }

    private void rotate() throws IOException {
        Path current = directory.resolve("logs.jsonl");
        if (writer != null) writer.close();
        size = Files.exists(current) ? Files.size(current) : 0;
        if (size >= largest || writer != null) {
            for (int age = KEPT - 1; age >= 1; age--) move(old(age), old(age + 1));
            move(current, old(1));
            size = 0;
        }
        writer = Files.newBufferedWriter(
                current, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path old(int age) {
        return directory.resolve("logs.jsonl." + age);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
