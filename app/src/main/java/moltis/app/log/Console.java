package moltis.app.log;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Consumer;

/** Writes log lines for a person, or as JSON for a collector. */
record Console(PrintStream stream, boolean json, ZoneId zone) implements Consumer<LogLine> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    @Override
    public void accept(LogLine line) {
        stream.println(json ? line.json() : text(line));
    }

    private String text(LogLine line) {
        StringBuilder text = new StringBuilder(
                TIME.format(Instant.ofEpochMilli(line.timestamp()).atZone(zone)));
        text.append(' ').append(line.level());
        text.repeat(' ', Math.max(1, 6 - line.level().length()));
        text.append(line.target().substring(line.target().lastIndexOf('.') + 1));
        text.append(": ").append(line.message());
        for (Map.Entry<String, String> field : line.fields().entrySet()) {
            text.append(' ').append(field.getKey()).append('=').append(field.getValue());
        }
        return text.toString();
    }
}
