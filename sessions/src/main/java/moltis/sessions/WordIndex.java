package moltis.sessions;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import moltis.core.session.Role;
import moltis.core.session.SearchHit;
import moltis.core.session.SessionKey;
import moltis.storage.Row;
import moltis.storage.Sql;

/**
 * The full-text index of SQLite over the words of all messages. New lines are indexed some at a time, because a batch
 * costs little more than one line; a search indexes what is left first, so that it misses nothing. The index itself tells
 * how far it has come.
 */
final class WordIndex {

    private static final int BATCH = 64;
    private static final int RANKED = 5_000;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private static final String CATCH_UP = """
            INSERT INTO message_words (rowid, words)
            SELECT id, words
              FROM messages
             WHERE id > (SELECT coalesce(max(id), 0) FROM message_words_docsize)
               AND words <> ''
             ORDER BY id""";
    private static final String LEFT = """
            SELECT EXISTS (
                   SELECT 1
                     FROM messages
                    WHERE id > (SELECT coalesce(max(id), 0) FROM message_words_docsize)
                      AND words <> '') AS something""";
    private static final String REMOVE = "DELETE FROM message_words WHERE rowid = ?";
    private static final String ADD = """
            INSERT INTO message_words (rowid, words)
            SELECT ?, ?
             WHERE ? < (SELECT coalesce(max(id), 0) FROM message_words_docsize)""";
    private static final String FORGET =
            "DELETE FROM message_words WHERE rowid IN (SELECT id FROM messages WHERE session_id = ?)";
    private static final String SEARCH_WORDS = """
              WITH hits AS MATERIALIZED (
                   SELECT rowid AS id, rank AS score
                     FROM message_words
                    WHERE message_words MATCH ?
                    ORDER BY rank
                    LIMIT ?)
            SELECT s.key, s.label, s.archived, m.role, m.position, m.words, min(h.score) AS best
              FROM hits h
              JOIN messages m ON m.id = h.id
              JOIN sessions s ON s.id = m.session_id
             WHERE s.archived <= ?
             GROUP BY s.id
             ORDER BY best, s.key
             LIMIT ?""";
    private static final String SEARCH_PARTS = """
            SELECT s.key, s.label, s.archived, m.role, m.position, m.words, max(m.id) AS newest
              FROM messages m
              JOIN sessions s ON s.id = m.session_id
             WHERE m.words LIKE ? ESCAPE '\\'
               AND s.archived <= ?
             GROUP BY s.id
             ORDER BY newest DESC
             LIMIT ?""";

    /** About how many lines the index lacks. Touched inside writing transactions only. */
    private int behind = BATCH;

    /** Call it in the transaction that added lines. */
    void added(Sql sql, int lines) throws SQLException {
        behind += lines;
        if (behind >= BATCH) catchUp(sql);
    }

    static boolean isBehind(Sql sql) throws SQLException {
        return sql.first(LEFT, row -> row.flag("something")).orElse(false);
    }

    /** Indexes what is left. */
    boolean catchUp(Sql sql) throws SQLException {
        behind = 0;
        return sql.update(CATCH_UP) > 0;
    }

    /** Call it in the transaction that changed a line. */
    static void changed(Sql sql, long id, String words) throws SQLException {
        sql.update(REMOVE, id);
        sql.update(ADD, id, words, id);
    }

    /** Call it in the transaction that removes the lines of a session, before it does. */
    static void forget(Sql sql, long session) throws SQLException {
        sql.update(FORGET, session);
    }

    static List<SearchHit> search(Sql sql, String query, int limit, boolean includeArchived) throws SQLException {
        List<String> wanted =
                WORD.matcher(query).results().map(MatchResult::group).toList();
        List<SearchHit> hits = wanted.isEmpty()
                ? List.of()
                : sql.list(SEARCH_WORDS, row -> hit(row, wanted), match(wanted), RANKED, includeArchived, limit);
        if (!hits.isEmpty()) return hits;
        String part = query.strip();
        String pattern = "%" + part.replaceAll("[\\\\%_]", "\\\\$0") + "%";
        return sql.list(SEARCH_PARTS, row -> hit(row, List.of(part)), pattern, includeArchived, limit);
    }

    /** Every word must occur, or at least begin one that does. */
    private static String match(List<String> wanted) {
        return wanted.stream().map(word -> '"' + word + "\"*").collect(Collectors.joining(" "));
    }

    private static SearchHit hit(Row row, List<String> wanted) throws SQLException {
        return new SearchHit(
                new SessionKey(row.text("key")),
                row.optionalText("label"),
                row.flag("archived"),
                Role.parse(row.text("role")),
                row.number("position"),
                Snippet.around(row.text("words"), wanted));
    }
}
