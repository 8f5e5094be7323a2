package moltis.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.model.ModelId;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.storage.Database;
import moltis.storage.Sql;

/**
 * One row a call. {@code charged} is what budgets count: the estimate while the call runs, then what it cost. Reserving is
 * one transaction of the one writer, so that two calls never get the same money. Each period of a budget that was ever
 * asked for has a row with its sum, which every change of {@code charged} changes as well.
 */
final class SqliteCalls {

    private static final String INSERT = """
        INSERT INTO model_calls (owner, session_key, run_id, key_id, provider, asked_model, begun_at, state, charged)
        VALUES ('owner', ?, ?, ?, ?, ?, ?, 'running', ?)
        RETURNING id\
        """;
    private static final String END = """
        UPDATE model_calls
           SET state = ?, answered_model = ?, error = ?, input_tokens = ?, output_tokens = ?,
               cache_read_tokens = ?, cache_write_tokens = ?, reasoning_tokens = ?, estimated = ?, cost = ?,
               charged = ?, first_token_ms = ?, duration_ms = ?, cache_drop = ?
         WHERE id = ?
           AND state = 'running'\
        """;
    private static final String RELEASE = "UPDATE model_calls SET state = 'lost', charged = 0 WHERE state = 'running'";
    private static final String SPENT = """
        SELECT coalesce(sum(charged), 0) AS spent
          FROM model_calls
         WHERE owner = 'owner'
           AND begun_at >= ?\
        """;
    private static final String SPENT_BY_SESSION = SPENT + " AND session_key = ?";
    private static final String SPENT_BY_KEY = SPENT + " AND key_id = ?";
    private static final String PERIOD = """
        SELECT spent, extra
          FROM budget_periods
         WHERE owner = 'owner'
           AND scope = ?
           AND subject = ?
           AND period = ?
           AND begins_at = ?\
        """;
    private static final String BEGIN_PERIOD = """
        INSERT INTO budget_periods (owner, scope, subject, period, begins_at, ends_at, spent)
        VALUES ('owner', ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET spent = excluded.spent\
        """;
    private static final String CHARGE = """
        UPDATE budget_periods
           SET spent = spent + ?
         WHERE owner = 'owner'
           AND ((scope = 'ALL' AND subject = '')
                OR (scope = 'SESSION' AND subject = ?)
                OR (scope = 'KEY' AND subject = ?))
           AND begins_at <= ?
           AND ends_at > ?\
        """;
    private static final String CHARGED = "SELECT charged FROM model_calls WHERE id = ? AND state = 'running'";
    private static final String FORGET_SUMS = "UPDATE budget_periods SET spent = NULL WHERE spent IS NOT NULL";
    private static final String ADD_EXTRA = """
        INSERT INTO budget_periods (owner, scope, subject, period, begins_at, ends_at, extra)
        VALUES ('owner', ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET extra = extra + excluded.extra\
        """;
    private static final String NOTICED = """
        UPDATE budget_periods
           SET noticed = 1
         WHERE owner = 'owner'
           AND scope = ?
           AND subject = ?
           AND period = ?
           AND begins_at = ?
           AND noticed = 0\
        """;

    /** What came of asking for money. */
    sealed interface Reservation {
        record Made(long id) implements Reservation {}

        /** @param budget the one that has no room */
        record Refused(Standing budget) implements Reservation {}
    }

    /** How a budget stands. @param allowed the limit with what was added to it for this period */
    record Standing(Limit limit, long spent, long allowed) {}

    private final Database database;

    SqliteCalls(Database database) {
        this.database = database;
    }

    /** Sets {@code estimate} aside if every limit has room for it, or in any case when {@code anyway}. */
    Reservation reserve(Call call, long estimate, List<Limit> limits, boolean anyway) {
        List<Limit> asked = List.copyOf(limits);
        return database.write(sql -> {
            for (Limit limit : asked) {
                Standing standing = addedUp(sql, limit);
                if (!anyway && standing.spent() + estimate > standing.allowed())
                    return new Reservation.Refused(standing);
            }
            return new Reservation.Made(begin(sql, call, estimate));
        });
    }

    /** Replaces what was set aside by what it cost. @return the budgets that have now first reached {@code percent} */
    List<Standing> settle(Call call, long reservation, Call.Outcome outcome, List<Limit> limits, int percent) {
        List<Limit> asked = List.copyOf(limits);
        return database.write(sql -> {
            Optional<Long> charged = sql.first(CHARGED, row -> row.number("charged"), reservation);
            if (charged.isEmpty()) return List.of();
            end(sql, call, reservation, charged.get(), outcome);
            List<Standing> reached = new ArrayList<>();
            for (Limit limit : asked) {
                Standing standing = addedUp(sql, limit);
                boolean far = standing.spent() * 100 >= standing.allowed() * percent;
                if (far && sql.update(NOTICED, period(limit)) > 0) reached.add(standing);
            }
            return List.copyOf(reached);
        });
    }

    /** A call that needed no reservation. */
    void add(Call call, Call.Outcome outcome) {
        database.write(sql -> {
            end(sql, call, begin(sql, call, 0), 0, outcome);
            return true;
        });
    }

    /** More money for the present period of a budget. */
    void raise(Limit limit, long extra) {
        database.write(sql -> sql.update(
                ADD_EXTRA,
                limit.budget().scope().name(),
                limit.subject(),
                limit.budget().period().name(),
                limit.begins(),
                limit.renews().toInstant(),
                extra));
    }

    Standing standing(Limit limit) {
        Optional<Standing> known = database.read(sql -> known(sql, limit));
        return known.orElseGet(() -> database.write(sql -> addedUp(sql, limit)));
    }

    /** Gives back what calls of a dead process had set aside. @return how many those were */
    int release() {
        return database.write(sql -> {
            int released = sql.update(RELEASE);
            if (released > 0) sql.update(FORGET_SUMS);
            return released;
        });
    }

    /** @return the number of the call's row */
    private static long begin(Sql sql, Call call, long charged) throws SQLException {
        charge(sql, call, charged);
        return sql.first(
                        INSERT,
                        row -> row.number("id"),
                        session(call),
                        run(call),
                        call.context().apiKey(),
                        call.provider(),
                        call.asked().toString(),
                        call.begunAt(),
                        charged)
                .orElseThrow();
    }

    private static void end(Sql sql, Call call, long id, long charged, Call.Outcome outcome) throws SQLException {
        long cost = outcome.cost().orElse(0L);
        charge(sql, call, cost - charged);
        sql.update(
                END,
                outcome.end().name().toLowerCase(Locale.ROOT),
                outcome.answered().map(ModelId::toString),
                outcome.error().map(ErrorCode::name),
                outcome.usage().input(),
                outcome.usage().output(),
                outcome.usage().cacheRead(),
                outcome.usage().cacheWrite(),
                outcome.usage().reasoning(),
                outcome.estimated(),
                outcome.cost(),
                cost,
                outcome.firstToken().map(Duration::toMillis),
                outcome.took().toMillis(),
                outcome.cacheDrop(),
                id);
    }

    /** How a budget stands; the next time the sum needs no adding up. */
    private static Standing addedUp(Sql sql, Limit limit) throws SQLException {
        Optional<Standing> known = known(sql, limit);
        if (known.isPresent()) return known.get();
        long spent = sum(sql, limit);
        sql.update(
                BEGIN_PERIOD,
                limit.budget().scope().name(),
                limit.subject(),
                limit.budget().period().name(),
                limit.begins(),
                limit.renews().toInstant(),
                spent);
        return known(sql, limit).orElseThrow();
    }

    private static Optional<Standing> known(Sql sql, Limit limit) throws SQLException {
        record Period(Optional<Long> spent, long extra) {}
        return sql.first(PERIOD, row -> new Period(row.optionalNumber("spent"), row.number("extra")), period(limit))
                .filter(period -> period.spent().isPresent())
                .map(period ->
                        new Standing(limit, period.spent().get(), limit.budget().limit() + period.extra()));
    }

    private static long sum(Sql sql, Limit limit) throws SQLException {
        Instant since = limit.begins();
        Optional<Long> spent = switch (limit.budget().scope()) {
            case ALL -> sql.first(SPENT, row -> row.number("spent"), since);
            case SESSION -> sql.first(SPENT_BY_SESSION, row -> row.number("spent"), since, limit.subject());
            case KEY -> sql.first(SPENT_BY_KEY, row -> row.number("spent"), since, limit.subject());
        };
        return spent.orElse(0L);
    }

    /** The sums of all periods that the call falls into follow its charge. */
    private static void charge(Sql sql, Call call, long micros) throws SQLException {
        if (micros != 0)
            sql.update(CHARGE, micros, session(call), call.context().apiKey(), call.begunAt(), call.begunAt());
    }

    private static Object[] period(Limit limit) {
        return new Object[] {
            limit.budget().scope().name(),
            limit.subject(),
            limit.budget().period().name(),
            limit.begins()
        };
    }

    private static Optional<String> session(Call call) {
        return call.context().session().map(SessionKey::value);
    }

    private static Optional<String> run(Call call) {
        return call.context().run().map(RunId::value);
    }
}
