package moltis.app.log;

import ch.qos.logback.classic.Level;
import java.util.Locale;

/** How much is logged. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    OFF;

    Level logback() {
        return Level.toLevel(name());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
