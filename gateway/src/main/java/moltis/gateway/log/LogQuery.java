package moltis.gateway.log;

import java.util.Locale;
import java.util.Optional;

/**
 * Which records somebody wants to see.
 *
 * @param level the least serious ones wanted
 * @param target a part of the writer's name
 * @param search a part of the message or of a field
 * @param limit how many, the newest ones
 */
public record LogQuery(Optional<LogLevel> level, Optional<String> target, Optional<String> search, int limit) {

    public LogQuery {
        target = target.map(text -> text.toLowerCase(Locale.ROOT));
        search = search.map(text -> text.toLowerCase(Locale.ROOT));
    }

    boolean matches(LogEntry entry) {
        return level.map(least -> entry.level().isAtLeast(least)).orElse(true)
                && target.map(part -> contains(entry.target(), part)).orElse(true)
                && search.map(part -> contains(entry.message(), part)
                                || entry.fields().values().stream().anyMatch(value -> contains(value.toString(), part)))
                        .orElse(true);
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part);
    }
}
