package moltis.sessions;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import moltis.core.session.InterruptedTurn;
import moltis.core.session.QueuedTurn;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.core.session.TurnDraft;
import moltis.core.session.TurnQueue;
import moltis.storage.Database;
import moltis.storage.Row;

/** One row a turn, from its acceptance to its end. */
final class SqliteTurnQueue implements TurnQueue {

    private static final String ADD = """
            INSERT INTO turns (session_key, owner, run_id, request, accepted_at)
            VALUES (?, 'owner', ?, ?, ?)
            RETURNING id""";
    private static final String REPLACE = "UPDATE turns SET request = ? WHERE id = ? AND state = 'waiting'";
    private static final String WAITING = """
            SELECT id, session_key, run_id, request, accepted_at
              FROM turns
             WHERE session_key = ?
               AND state = 'waiting'
             ORDER BY id""";
    private static final String SESSIONS = """
            SELECT session_key
              FROM turns
             WHERE state = 'waiting'
             GROUP BY session_key
             ORDER BY min(id)""";
    private static final String START = "UPDATE turns SET state = 'running' WHERE id = ? AND state = 'waiting'";
    private static final String SAVE_DRAFT = """
            UPDATE turns
               SET draft_text = ?, draft_reasoning = ?, draft_model = ?
             WHERE id = ?
               AND state = 'running'""";
    private static final String FINISH = "DELETE FROM turns WHERE id = ?";
    private static final String CANCEL = "DELETE FROM turns WHERE id = ? AND state = 'waiting'";
    private static final String INTERRUPTED = """
            SELECT id, session_key, run_id, request, accepted_at, draft_text, draft_reasoning, draft_model
              FROM turns
             WHERE state = 'running'
             ORDER BY id""";

    private final Database database;
    private final Clock clock;

    SqliteTurnQueue(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public QueuedTurn add(SessionKey session, RunId run, String request) {
        Instant now = clock.instant();
        long id = database.write(
                sql -> sql.first(ADD, row -> row.number("id"), session.value(), run.value(), request, now)
                        .orElseThrow());
        return new QueuedTurn(id, session, run, request, now);
    }

    @Override
    public boolean replace(QueuedTurn turn, String request) {
        return database.write(sql -> sql.update(REPLACE, request, turn.id()) > 0);
    }

    @Override
    public List<QueuedTurn> waiting(SessionKey session) {
        return database.read(sql -> sql.list(WAITING, SqliteTurnQueue::turn, session.value()));
    }

    @Override
    public List<SessionKey> sessionsWithWaiting() {
        return database.read(sql -> sql.list(SESSIONS, row -> new SessionKey(row.text("session_key"))));
    }

    @Override
    public void start(List<QueuedTurn> turns) {
        updateEach(START, turns);
    }

    @Override
    public void saveDraft(QueuedTurn turn, TurnDraft draft) {
        database.write(sql -> sql.update(SAVE_DRAFT, draft.text(), draft.reasoning(), draft.model(), turn.id()));
    }

    @Override
    public void finish(List<QueuedTurn> turns) {
        updateEach(FINISH, turns);
    }

    @Override
    public List<QueuedTurn> cancel(List<QueuedTurn> turns) {
        return updateEach(CANCEL, turns);
    }

    @Override
    public List<InterruptedTurn> interrupted() {
        return database.read(sql -> sql.list(
                INTERRUPTED,
                row -> new InterruptedTurn(
                        turn(row),
                        new TurnDraft(row.text("draft_text"), row.text("draft_reasoning"), row.text("draft_model")))));
    }

    /** @return the turns whose row it changed */
    private List<QueuedTurn> updateEach(String statement, List<QueuedTurn> turns) {
        List<QueuedTurn> asked = List.copyOf(turns);
        return database.write(sql -> {
            List<QueuedTurn> changed = new ArrayList<>();
            for (QueuedTurn turn : asked) if (sql.update(statement, turn.id()) > 0) changed.add(turn);
            return List.copyOf(changed);
        });
    }

    private static QueuedTurn turn(Row row) throws SQLException {
        return new QueuedTurn(
                row.number("id"),
                new SessionKey(row.text("session_key")),
                new RunId(row.text("run_id")),
                row.text("request"),
                row.instant("accepted_at"));
    }
}
