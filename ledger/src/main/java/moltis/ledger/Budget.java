package moltis.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * How much may be spent.
 *
 * @param limit in micro-dollars
 */
public record Budget(Scope scope, Period period, long limit) {

    /** Whose calls count together. */
    public enum Scope {
        ALL("budget", ""),
        SESSION("budget.session", " of this session"),
        KEY("budget.key", " of this API key");

        private final String table;
        private final String words;

        Scope(String table, String words) {
            this.table = table;
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** How long it lasts, in the person's calendar. */
    public enum Period {
        DAY("day", "today"),
        MONTH("month", "this month");

        private final String key;
        private final String words;

        Period(String key, String words) {
            this.key = key;
            this.words = words;
        }

        /** {@code today}, {@code this month}. */
        String words() {
            return words;
        }

        Instant begin(Instant now, ZoneId zone) {
            return first(now, zone).atStartOfDay(zone).toInstant();
        }

        /** When the next one begins. */
        ZonedDateTime end(Instant now, ZoneId zone) {
            LocalDate first = first(now, zone);
            return switch (this) {
                case DAY -> first.plusDays(1).atStartOfDay(zone);
                case MONTH -> first.plusMonths(1).atStartOfDay(zone);
            };
        }

        private LocalDate first(Instant now, ZoneId zone) {
            LocalDate today = now.atZone(zone).toLocalDate();
            return switch (this) {
                case DAY -> today;
                case MONTH -> today.withDayOfMonth(1);
            };
        }
    }

    public Budget {
        if (limit < 0) throw new IllegalArgumentException("a budget is not negative");
    }

    /** The setting that says how much, for example {@code budget.session.day}. */
    public String setting() {
        return scope.table + "." + period.key;
    }

    /** {@code budget for today of this session}. */
    String words() {
        return "budget for " + period.words() + scope.words();
    }
}
