package moltis.gateway.log;

import java.util.Optional;

/** How serious a record is, from the least to the most. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR;

    public static Optional<LogLevel> parse(String text) {
        for (LogLevel level : values()) {
            if (level.name().equalsIgnoreCase(text.strip())) return Optional.of(level);
        }
        return Optional.empty();
    }

    boolean isAtLeast(LogLevel other) {
        return compareTo(other) >= 0;
    }
}
