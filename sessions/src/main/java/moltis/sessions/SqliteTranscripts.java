package moltis.sessions;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.event.EventBus;
import moltis.core.event.SessionEvents;
import moltis.core.session.RunId;
import moltis.core.session.SearchHit;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import moltis.core.session.SessionMedia;
import moltis.core.session.StoredLine;
import moltis.core.session.TranscriptLine;
import moltis.core.session.Transcripts;
import moltis.storage.Database;
import moltis.storage.Row;
import moltis.storage.Sql;

/** One row a message. Lines are numbered by the session's count, which the same transaction raises. */
final class SqliteTranscripts implements Transcripts {

    private static final String RESERVE = """
            UPDATE sessions
               SET message_count = message_count + ?
             WHERE key = ?
            RETURNING id, message_count""";
    private static final String INSERT = """
            INSERT INTO messages (session_id, position, role, run_id, created_at, words, json)
            VALUES (?, ?, ?, ?, ?, ?, ?)""";
    private static final String FIND = """
            SELECT id
              FROM messages
             WHERE session_id = (SELECT id FROM sessions WHERE key = ?)
               AND position = ?""";
    private static final String AMEND = """
            UPDATE messages
               SET role = ?, run_id = ?, created_at = ?, words = ?, json = ?
             WHERE id = ?""";
    private static final String BEFORE = """
            SELECT position, role, run_id, created_at, words, json
              FROM messages
             WHERE session_id = (SELECT id FROM sessions WHERE key = ?)
               AND position < ?
             ORDER BY position DESC
             LIMIT ?""";
    private static final String AFTER = """
            SELECT position, role, run_id, created_at, words, json
              FROM messages
             WHERE session_id = (SELECT id FROM sessions WHERE key = ?)
               AND position > ?
             ORDER BY position
             LIMIT ?""";
    private static final String COUNT = "SELECT message_count FROM sessions WHERE key = ?";
    private static final String DELETE = "DELETE FROM messages WHERE session_id = ?";
    private static final String FORGET = """
            UPDATE sessions
               SET message_count = 0, last_seen_message_count = 0, preview = NULL, version = version + 1
             WHERE id = ?""" + SessionRows.RETURNING;

    private record Place(long session, long end) {}

    private record Appended(List<StoredLine> lines, Optional<Session> made) {}

    private final Database database;
    private final SessionMedia media;
    private final EventBus events;
    private final Clock clock;
    private final WordIndex words = new WordIndex();

    SqliteTranscripts(Database database, SessionMedia media, EventBus events, Clock clock) {
        this.database = database;
        this.media = media;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<StoredLine> append(SessionKey session, List<TranscriptLine> lines) {
        List<TranscriptLine> added = List.copyOf(lines);
        Appended appended = database.write(sql -> {
            Optional<Place> known = reserve(sql, session, added.size());
            if (known.isPresent()) return new Appended(insert(sql, known.get(), added), Optional.empty());
            SessionRows.insert(sql, session, clock.instant());
            Place place = reserve(sql, session, added.size()).orElseThrow();
            return new Appended(insert(sql, place, added), SessionRows.find(sql, session));
        });
        appended.made().map(SessionEvents::created).ifPresent(events::publish);
        return appended.lines();
    }

    private static Optional<Place> reserve(Sql sql, SessionKey session, int count) throws SQLException {
        return sql.first(
                RESERVE, row -> new Place(row.number("id"), row.number("message_count")), count, session.value());
    }

    private List<StoredLine> insert(Sql sql, Place place, List<TranscriptLine> lines) throws SQLException {
        List<StoredLine> stored = new ArrayList<>(lines.size());
        long position = place.end() - lines.size();
        for (TranscriptLine line : lines) {
            sql.update(
                    INSERT,
                    place.session(),
                    position,
                    line.role().wireName(),
                    line.run().map(RunId::value),
                    line.createdAt(),
                    line.text(),
                    line.json());
            stored.add(new StoredLine(position++, line));
        }
        words.added(sql, lines.size());
        return List.copyOf(stored);
    }

    @Override
    public void amend(SessionKey session, long index, TranscriptLine line) {
        database.write(sql -> {
            Optional<Long> id = sql.first(FIND, row -> row.number("id"), session.value(), index);
            if (id.isEmpty()) return false;
            sql.update(
                    AMEND,
                    line.role().wireName(),
                    line.run().map(RunId::value),
                    line.createdAt(),
                    line.text(),
                    line.json(),
                    id.get());
            WordIndex.changed(sql, id.get(), line.text());
            return true;
        });
    }

    @Override
    public List<StoredLine> read(SessionKey session) {
        return after(session, -1, Integer.MAX_VALUE);
    }

    @Override
    public List<StoredLine> before(SessionKey session, long index, int limit) {
        return database.read(sql -> sql.list(BEFORE, SqliteTranscripts::stored, session.value(), index, limit))
                .reversed();
    }

    @Override
    public List<StoredLine> after(SessionKey session, long index, int limit) {
        return database.read(sql -> sql.list(AFTER, SqliteTranscripts::stored, session.value(), index, limit));
    }

    private static StoredLine stored(Row row) throws SQLException {
        return new StoredLine(row.number("position"), SessionRows.line(row));
    }

    @Override
    public long count(SessionKey session) {
        return database.read(sql -> sql.first(COUNT, row -> row.number("message_count"), session.value()))
                .orElse(0L);
    }

    @Override
    public void clear(SessionKey session) {
        Optional<Session> cleared = database.write(sql -> {
            Optional<Long> id = SessionRows.id(sql, session);
            if (id.isEmpty()) return Optional.empty();
            WordIndex.forget(sql, id.get());
            sql.update(DELETE, id.get());
            return sql.first(FORGET, SessionRows::read, id.get());
        });
        if (cleared.isEmpty()) return;
        media.clear(session);
        events.publish(SessionEvents.patched(cleared.get()));
    }

    @Override
    public List<SearchHit> search(String query, int limit, boolean includeArchived) {
        if (query.isBlank() || limit < 1) return List.of();
        if (database.read(WordIndex::isBehind)) database.write(words::catchUp);
        return database.read(sql -> WordIndex.search(sql, query, limit, includeArchived));
    }
}
