package moltis.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import moltis.core.model.Usage;
import moltis.core.session.SessionKey;
import moltis.storage.Database;
import moltis.storage.Row;

/** Adds calls up. */
final class SqliteReports {

    /** Every time zone's days begin at a multiple of this. */
    private static final long QUARTER_OF_AN_HOUR = 900_000;

    private static final String SUMS = """
              count(*) AS calls,
              sum(state IN ('failed', 'cancelled', 'lost')) AS failed,
              coalesce(sum(input_tokens), 0) AS input,
              coalesce(sum(output_tokens), 0) AS output,
              coalesce(sum(cache_read_tokens), 0) AS cache_read,
              coalesce(sum(cache_write_tokens), 0) AS cache_write,
              coalesce(sum(reasoning_tokens), 0) AS reasoning,
              coalesce(sum(cost), 0) AS cost,
              sum(cost IS NULL AND state NOT IN ('running', 'lost')) AS unknown
         FROM model_calls
        WHERE owner = 'owner'
          AND begun_at >= ?
          AND begun_at < ?
          AND (? IS NULL OR session_key = ?)
        GROUP BY name
        ORDER BY cost DESC, input + output DESC, name
        LIMIT ?\
        """;
    private static final String BY_MODEL = "SELECT coalesce(answered_model, asked_model) AS name, " + SUMS;
    private static final String BY_PROVIDER = "SELECT provider AS name, " + SUMS;
    private static final String BY_SESSION = "SELECT coalesce(session_key, '') AS name, " + SUMS;
    private static final String BY_TIME = "SELECT begun_at / " + QUARTER_OF_AN_HOUR + " AS name, " + SUMS;
    private static final String OF_SESSION = """
        SELECT '' AS name,
               count(*) AS calls,
               coalesce(sum(state IN ('failed', 'cancelled', 'lost')), 0) AS failed,
               coalesce(sum(input_tokens), 0) AS input,
               coalesce(sum(output_tokens), 0) AS output,
               coalesce(sum(cache_read_tokens), 0) AS cache_read,
               coalesce(sum(cache_write_tokens), 0) AS cache_write,
               coalesce(sum(reasoning_tokens), 0) AS reasoning,
               coalesce(sum(cost), 0) AS cost,
               coalesce(sum(cost IS NULL AND state NOT IN ('running', 'lost')), 0) AS unknown
          FROM model_calls
         WHERE session_key = ?
           AND owner = 'owner'\
        """;

    private static final int MOST_ROWS = 500;

    private final Database database;

    SqliteReports(Database database) {
        this.database = database;
    }

    /** Days in their order; anything else by cost, the dearest first, at most {@value #MOST_ROWS} rows. */
    List<UsageRow> report(Grouping by, Instant from, Instant to, ZoneId zone, Optional<SessionKey> session) {
        return switch (by) {
            case MODEL -> rows(BY_MODEL, from, to, session, MOST_ROWS);
            case PROVIDER -> rows(BY_PROVIDER, from, to, session, MOST_ROWS);
            case SESSION -> rows(BY_SESSION, from, to, session, MOST_ROWS);
            case DAY -> {
                Map<String, UsageSum> days = new TreeMap<>();
                for (UsageRow quarter : rows(BY_TIME, from, to, session, Integer.MAX_VALUE)) {
                    var moment = Instant.ofEpochMilli(Long.parseLong(quarter.name()) * QUARTER_OF_AN_HOUR);
                    days.merge(moment.atZone(zone).toLocalDate().toString(), quarter.sum(), UsageSum::plus);
                }
                yield days.entrySet().stream()
                        .map(day -> new UsageRow(day.getKey(), day.getValue()))
                        .toList();
            }
        };
    }

    UsageSum session(SessionKey key) {
        return database.read(sql -> sql.first(OF_SESSION, SqliteReports::row, key.value()))
                .map(UsageRow::sum)
                .orElse(UsageSum.NONE);
    }

    private List<UsageRow> rows(String query, Instant from, Instant to, Optional<SessionKey> session, int limit) {
        Optional<String> key = session.map(SessionKey::value);
        return database.read(sql -> sql.list(query, SqliteReports::row, from, to, key, key, limit));
    }

    private static UsageRow row(Row row) throws SQLException {
        return new UsageRow(
                row.text("name"),
                new UsageSum(
                        row.number("calls"),
                        row.number("failed"),
                        new Usage(
                                row.number("input"),
                                row.number("output"),
                                row.number("cache_read"),
                                row.number("cache_write"),
                                row.number("reasoning")),
                        row.number("cost"),
                        row.number("unknown")));
    }
}
