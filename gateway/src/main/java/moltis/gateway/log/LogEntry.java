package moltis.gateway.log;

import java.util.Map;

/**
 * One record of the log, as clients and the log file show it.
 *
 * @param ts milliseconds since 1970
 * @param target who wrote it
 * @param fields what else was noted, by name
 */
public record LogEntry(long ts, LogLevel level, String target, String message, Map<String, Object> fields) {

    public LogEntry {
        fields = Map.copyOf(fields);
    }
}
