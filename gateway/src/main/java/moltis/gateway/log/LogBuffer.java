package moltis.gateway.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The newest log records, and how many warnings and errors of this run nobody has looked at. Bounded; safe for use by many
 * threads. Whatever writes the log hands each record to {@link #add}.
 */
public final class LogBuffer {

    private static final int SMALLEST = 1;

    private final int capacity;
    private final EventBus events;
    private final LogArchive archive;
    private final ThreadLocal<Boolean> telling = ThreadLocal.withInitial(() -> false);
    // Guarded by itself, as the counters.
    private final ArrayDeque<LogEntry> ring;
    private long warnings;
    private long errors;

    /**
     * @param capacity how many records are kept
     * @param archive where older ones are
     */
    public LogBuffer(int capacity, EventBus events, LogArchive archive) {
        this.capacity = Math.max(SMALLEST, capacity);
        this.events = events;
        this.archive = archive;
        this.ring = new ArrayDeque<>();
    }

    /** How many warnings and errors came since somebody looked. */
    public record Unseen(long warnings, long errors) {}

    /** Keeps a record and tells those who follow the log. */
    public void add(LogEntry entry) {
        synchronized (ring) {
            if (ring.size() == capacity) ring.removeFirst();
            ring.addLast(entry);
            if (entry.level() == LogLevel.WARN) warnings++;
            if (entry.level() == LogLevel.ERROR) errors++;
        }
        // A record that comes from telling about a record is kept, but not told: it would never end.
        if (telling.get()) return;
        telling.set(true);
        try {
            events.publish(new ServerEvent.Named("logs.entry", json(entry), true));
        } finally {
            telling.remove();
        }
    }

    /** The newest records, oldest first, from memory alone. */
    public List<LogEntry> tail(int limit) {
        synchronized (ring) {
            return ring.stream().skip(Math.max(0, ring.size() - limit)).toList();
        }
    }

    /** The newest matching records, oldest first; from the disk when memory has none. */
    public List<LogEntry> list(LogQuery query) {
        List<LogEntry> found = new ArrayList<>();
        synchronized (ring) {
            var newestFirst = ring.descendingIterator();
            while (newestFirst.hasNext() && found.size() < query.limit()) {
                LogEntry entry = newestFirst.next();
                if (query.matches(entry)) found.add(entry);
            }
        }
        return found.isEmpty() ? archive.newest(query) : found.reversed();
    }

    public Unseen unseen() {
        synchronized (ring) {
            return new Unseen(warnings, errors);
        }
    }

    /** Everything has been seen. */
    public void acknowledge() {
        synchronized (ring) {
            warnings = 0;
            errors = 0;
        }
    }

    public LogArchive archive() {
        return archive;
    }

    /** Built by hand: a record may come before anything else in the process has needed the JSON mapper. */
    private static ObjectNode json(LogEntry entry) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ts", entry.ts());
        json.put("level", entry.level().name());
        json.put("target", entry.target());
        json.put("message", entry.message());
        if (entry.fields().isEmpty()) return json;
        ObjectNode fields = json.putObject("fields");
        entry.fields().forEach((name, value) -> {
            switch (value) {
                case Boolean flag -> fields.put(name, flag);
                case Integer number -> fields.put(name, number);
                case Long number -> fields.put(name, number);
                default -> fields.put(name, value.toString());
            }
        });
        return json;
    }
}
