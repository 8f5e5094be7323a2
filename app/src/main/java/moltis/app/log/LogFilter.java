package moltis.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;

/** Reads {@code level} and {@code target=level} directives, separated by commas. */
final class LogFilter {

    private LogFilter() {}

    static void apply(LoggerContext context, String filter) {
        for (String directive : filter.split(",")) {
            int equals = directive.indexOf('=');
            String target = equals < 0
                    ? Logger.ROOT_LOGGER_NAME
                    : directive.substring(0, equals).strip();
            String level = directive.substring(equals + 1).strip();
            if (level.isEmpty() || target.isEmpty()) continue;
            Logger logger = context.getLogger(target.replace("::", "."));
            logger.setLevel(Level.toLevel(level, logger.getEffectiveLevel()));
        }
    }
}
