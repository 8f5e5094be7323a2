package moltis.core.session;

import java.util.List;
import moltis.core.StorageException;

/**
 * What was said in every session, append-only. When a method returns, what it wrote survives the death of the process.
 * Blocks for the disk; safe for use by many threads. Throws {@link StorageException} when the database fails.
 */
public interface Transcripts {

    /** Appends in one transaction, in order; either all lines are stored or none. Creates the session if needed. */
    List<StoredLine> append(SessionKey session, List<TranscriptLine> lines);

    /** Replaces one line's JSON, for example to add what a later step learnt. Does nothing when there is no such line. */
    void amend(SessionKey session, long index, TranscriptLine line);

    /** The whole session in order; empty for an unknown one. */
    List<StoredLine> read(SessionKey session);

    /** Up to {@code limit} lines whose index is below {@code index}, in ascending order; the newest ones before it. */
    List<StoredLine> before(SessionKey session, long index, int limit);

    /** Up to {@code limit} lines whose index is above {@code index}, in ascending order. */
    List<StoredLine> after(SessionKey session, long index, int limit);

    /** How many lines the session has. */
    long count(SessionKey session);

    /**
     * Forgets every line and every media file of the session; its row and settings stay. Publishes a {@code session} event,
     * so that count and preview vanish everywhere.
     */
    void clear(SessionKey session);

    /**
     * Full-text search over the words of all sessions, best first, at most one hit a session. Any punctuation is fine.
     * Where no word matches, any part of a text may.
     */
    List<SearchHit> search(String query, int limit, boolean includeArchived);
}
