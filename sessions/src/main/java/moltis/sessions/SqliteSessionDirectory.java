package moltis.sessions;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import moltis.core.RequestException;
import moltis.core.event.EventBus;
import moltis.core.event.SessionEvents;
import moltis.core.session.FailoverMode;
import moltis.core.session.Session;
import moltis.core.session.SessionDirectory;
import moltis.core.session.SessionKey;
import moltis.core.session.SessionMedia;
import moltis.core.session.SessionPatch;
import moltis.storage.Database;
import moltis.storage.Sql;
import org.jspecify.annotations.Nullable;

/** One row a session. Events go out when the change is stored, on the caller's thread. */
final class SqliteSessionDirectory implements SessionDirectory {

    private static final String MAIN_IF_LISTED =
            "SELECT " + SessionRows.COLUMNS + " FROM sessions WHERE key = ? AND archived <= ?";
    private static final String LIST = "SELECT " + SessionRows.COLUMNS + """

                     FROM sessions
                    WHERE archived <= ?
                      AND key <> 'main'
                      AND updated_at <= ?
                      AND (updated_at < ? OR created_at < ? OR created_at = ? AND key > ?)
                    ORDER BY updated_at DESC, created_at DESC, key
                    LIMIT ?""";
    private static final String PATCH = """
            UPDATE sessions
               SET label = ?, model = ?, project_id = ?, agent_id = ?, mode_id = ?, archived = ?, failover = ?,
                   updated_at = ?, version = version + 1
             WHERE key = ?""" + SessionRows.RETURNING;
    private static final String TOUCH = """
            UPDATE sessions
               SET preview = ?, updated_at = ?, version = version + 1
             WHERE key = ?""" + SessionRows.RETURNING;
    private static final String MARK_SEEN = """
            UPDATE sessions
               SET last_seen_message_count = message_count, version = version + 1
             WHERE key = ?
               AND last_seen_message_count <> message_count""" + SessionRows.RETURNING;
    private static final String DELETE = "DELETE FROM sessions WHERE id = ?";
    private static final String KEYS = "SELECT key FROM sessions ORDER BY key";
    private static final String FORK = """
            INSERT INTO sessions (key, uuid, owner, label, model, created_at, updated_at, message_count,
                                  last_seen_message_count, project_id, agent_id, mode_id, parent_session_key, fork_point,
                                  failover)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String COPY_LINES = """
            INSERT INTO messages (session_id, position, role, run_id, created_at, words, json)
            SELECT (SELECT id FROM sessions WHERE key = ?), position, role, run_id, created_at, words,
                   replace(json, ?, ?)
              FROM messages
             WHERE session_id = (SELECT id FROM sessions WHERE key = ?)
               AND position < ?
             ORDER BY position""";
    private static final String SET_PREVIEW = "UPDATE sessions SET preview = ? WHERE key = ?";
    private static final String BRANCHES =
            "SELECT " + SessionRows.COLUMNS + " FROM sessions WHERE parent_session_key = ? ORDER BY created_at, key";

    private final Database database;
    private final SessionMedia media;
    private final EventBus events;
    private final Clock clock;

    SqliteSessionDirectory(Database database, SessionMedia media, EventBus events, Clock clock) {
        this.database = database;
        this.media = media;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Optional<Session> find(SessionKey key) {
        return database.read(sql -> SessionRows.find(sql, key));
    }

    @Override
    public Session ensure(SessionKey key) {
        Optional<Session> known = find(key);
        if (known.isPresent()) return known.get();
        record Ensured(Session session, boolean made) {}
        Ensured ensured = database.write(sql -> {
            boolean made = SessionRows.insert(sql, key, clock.instant());
            return new Ensured(SessionRows.find(sql, key).orElseThrow(), made);
        });
        if (ensured.made()) events.publish(SessionEvents.created(ensured.session()));
        return ensured.session();
    }

    @Override
    public List<Session> list(boolean includeArchived, Optional<SessionKey> cursor, int limit) {
        return database.read(sql -> {
            List<Session> page = new ArrayList<>();
            if (cursor.isEmpty())
                sql.first(MAIN_IF_LISTED, SessionRows::read, SessionKey.MAIN.value(), includeArchived)
                        .ifPresent(page::add);
            boolean fromTheTop = cursor.isEmpty() || cursor.get().equals(SessionKey.MAIN);
            Optional<Session> last = fromTheTop ? Optional.empty() : SessionRows.find(sql, cursor.get());
            if (!fromTheTop && last.isEmpty()) return List.of();
            long updated = last.map(it -> it.updatedAt().toEpochMilli()).orElse(Long.MAX_VALUE);
            long created = last.map(it -> it.createdAt().toEpochMilli()).orElse(Long.MAX_VALUE);
            String key = last.map(it -> it.key().value()).orElse("");
            page.addAll(sql.list(
                    LIST,
                    SessionRows::read,
                    includeArchived,
                    updated,
                    updated,
                    created,
                    created,
                    key,
                    Math.max(0, limit - page.size())));
            return page.size() > limit ? List.of() : List.copyOf(page);
        });
    }

    @Override
    public Session patch(SessionKey key, SessionPatch patch) {
        Session patched = database.write(sql -> {
            Session was = known(sql, key);
            return patch.equals(SessionPatch.NOTHING) ? was : patched(sql, was, patch);
        });
        if (!patch.equals(SessionPatch.NOTHING)) events.publish(SessionEvents.patched(patched));
        return patched;
    }

    private Session patched(Sql sql, Session was, SessionPatch patch) throws SQLException {
        return sql.first(
                        PATCH,
                        SessionRows::read,
                        named(patch.label(), was.label()),
                        named(patch.model(), was.model()),
                        named(patch.projectId(), was.projectId()),
                        named(patch.agentId(), was.agentId()),
                        named(patch.modeId(), was.modeId()),
                        patch.archived() == null ? was.archived() : patch.archived(),
                        wireName(patch.failover() == null ? was.failover() : patch.failover()),
                        patch.movesUp() ? clock.instant() : was.updatedAt(),
                        was.key().value())
                .orElseThrow();
    }

    private static Optional<String> wireName(Optional<FailoverMode> mode) {
        return mode.map(FailoverMode::wireName);
    }

    private static Optional<String> named(@Nullable Optional<String> change, Optional<String> was) {
        return change == null ? was : change;
    }

    @Override
    public void touch(SessionKey key) {
        Instant now = clock.instant();
        publishPatched(database.write(
                sql -> sql.first(TOUCH, SessionRows::read, SessionRows.preview(sql, key), now, key.value())));
    }

    @Override
    public void markSeen(SessionKey key) {
        publishPatched(database.write(sql -> sql.first(MARK_SEEN, SessionRows::read, key.value())));
    }

    private void publishPatched(Optional<Session> changed) {
        changed.map(SessionEvents::patched).ifPresent(events::publish);
    }

    @Override
    public boolean delete(SessionKey key) {
        boolean was = database.write(sql -> remove(sql, key));
        if (was) forgetMediaAndTell(key);
        return was;
    }

    @Override
    public List<SessionKey> clearAll() {
        List<SessionKey> removed = database.write(sql -> {
            List<SessionKey> keys = sql.list(KEYS, row -> new SessionKey(row.text("key"))).stream()
                    .filter(key -> !key.isKept())
                    .toList();
            for (SessionKey key : keys) remove(sql, key);
            return keys;
        });
        removed.forEach(this::forgetMediaAndTell);
        return removed;
    }

    private static boolean remove(Sql sql, SessionKey key) throws SQLException {
        Optional<Long> id = SessionRows.id(sql, key);
        if (id.isEmpty()) return false;
        WordIndex.forget(sql, id.get());
        return sql.update(DELETE, id.get()) > 0;
    }

    private void forgetMediaAndTell(SessionKey key) {
        media.clear(key);
        events.publish(SessionEvents.deleted(key));
    }

    @Override
    public Session fork(SessionKey key, long lines, Optional<String> label) {
        var child = new SessionKey("session:" + UUID.randomUUID());
        Session fork = database.write(sql -> {
            Session parent = known(sql, key);
            if (lines < 0 || lines > parent.messageCount())
                throw RequestException.invalid("the session has only " + parent.messageCount() + " messages");
            insertFork(sql, parent, child, lines, label);
            sql.update(
                    COPY_LINES,
                    child.value(),
                    media.referencePrefix(key),
                    media.referencePrefix(child),
                    key.value(),
                    lines);
            sql.update(SET_PREVIEW, SessionRows.preview(sql, child), child.value());
            return known(sql, child);
        });
        media.copy(key, child);
        events.publish(SessionEvents.created(fork));
        return fork;
    }

    private void insertFork(Sql sql, Session parent, SessionKey child, long lines, Optional<String> label)
            throws SQLException {
        Instant now = clock.instant();
        sql.update(
                FORK,
                child.value(),
                UUID.randomUUID().toString(),
                parent.owner(),
                label,
                parent.model(),
                now,
                now,
                lines,
                lines,
                parent.projectId(),
                parent.agentId(),
                parent.modeId(),
                parent.key().value(),
                lines,
                wireName(parent.failover()));
    }

    @Override
    public List<Session> branches(SessionKey key) {
        return database.read(sql -> sql.list(BRANCHES, SessionRows::read, key.value()));
    }

    private static Session known(Sql sql, SessionKey key) throws SQLException {
        return SessionRows.find(sql, key)
                .orElseThrow(() -> RequestException.notFound("there is no session '" + key + "'"));
    }
}
