package moltis.sessions;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import moltis.core.session.FailoverMode;
import moltis.core.session.Preview;
import moltis.core.session.Role;
import moltis.core.session.RunId;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import moltis.core.session.TranscriptLine;
import moltis.storage.Row;
import moltis.storage.Sql;

/** The table {@code sessions}: what both repositories need of it, inside their transactions. */
final class SessionRows {

    static final String COLUMNS = """
            key, uuid, owner, label, model, created_at, updated_at, message_count, last_seen_message_count, archived,\
             preview, project_id, agent_id, mode_id, parent_session_key, fork_point, failover, version""";

    /** Ends a statement that changes sessions and gives them back. */
    static final String RETURNING = " RETURNING " + COLUMNS;

    private static final String FIND = "SELECT " + COLUMNS + " FROM sessions WHERE key = ?";
    private static final String ID = "SELECT id FROM sessions WHERE key = ?";
    private static final String INSERT = """
            INSERT INTO sessions (key, uuid, owner, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (key) DO NOTHING""";
    private static final String FIRST_SPOKEN = """
            SELECT position, role, run_id, created_at, words, json
              FROM messages
             WHERE session_id = (SELECT id FROM sessions WHERE key = ?)
               AND role IN ('user', 'assistant')
               AND words <> ''
               AND position < 100
             ORDER BY position
             LIMIT 20""";
    private static final String OWNER = "owner";

    private SessionRows() {}

    static Optional<Session> find(Sql sql, SessionKey key) throws SQLException {
        return sql.first(FIND, SessionRows::read, key.value());
    }

    /** The number that other tables refer to. */
    static Optional<Long> id(Sql sql, SessionKey key) throws SQLException {
        return sql.first(ID, row -> row.number("id"), key.value());
    }

    /** Makes the session. @return whether it was not there before */
    static boolean insert(Sql sql, SessionKey key, Instant now) throws SQLException {
        return sql.update(INSERT, key.value(), UUID.randomUUID().toString(), OWNER, now, now) > 0;
    }

    /** What the list shows of a session. It looks at the first hundred lines, so that long sessions cost no more. */
    static Optional<String> preview(Sql sql, SessionKey key) throws SQLException {
        return Preview.of(sql.list(FIRST_SPOKEN, SessionRows::line, key.value()));
    }

    static Session read(Row row) throws SQLException {
        return new Session(
                new SessionKey(row.text("key")),
                row.text("uuid"),
                row.text("owner"),
                row.optionalText("label"),
                row.optionalText("model"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.number("message_count"),
                row.number("last_seen_message_count"),
                row.flag("archived"),
                row.optionalText("preview"),
                row.optionalText("project_id"),
                row.optionalText("agent_id"),
                row.optionalText("mode_id"),
                row.optionalText("parent_session_key").map(SessionKey::new),
                row.optionalNumber("fork_point"),
                row.optionalText("failover").flatMap(FailoverMode::named),
                row.number("version"));
    }

    static TranscriptLine line(Row row) throws SQLException {
        return new TranscriptLine(
                Role.parse(row.text("role")),
                row.optionalText("run_id").map(RunId::new),
                row.instant("created_at"),
                row.text("words"),
                row.text("json"));
    }
}
