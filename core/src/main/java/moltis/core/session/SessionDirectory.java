package moltis.core.session;

import java.util.List;
import java.util.Optional;

/** All sessions and their settings. Every write is one transaction and publishes a {@code session} event. */
public interface SessionDirectory {

    Optional<Session> find(SessionKey key);

    /** The session, made now if it was not there. */
    Session ensure(SessionKey key);

    /**
     * {@code main} first, then the most recently used first. {@code cursor} is the key of the last one already seen; after
     * one that is gone nothing follows.
     */
    List<Session> list(boolean includeArchived, Optional<SessionKey> cursor, int limit);

    /**
     * Changes the fields that {@code patch} names. A new label alone does not move the session up the list.
     *
     * @throws moltis.core.RequestException {@code NOT_FOUND} if there is no such session
     */
    Session patch(SessionKey key, SessionPatch patch);

    /** Notes that a turn happened: count, preview and time of last use follow the transcript. Skips an unknown session. */
    void touch(SessionKey key);

    /** Notes that the person has read everything. The session keeps its place in the list. */
    void markSeen(SessionKey key);

    /** Removes the session with its transcript and media. @return whether it was there */
    boolean delete(SessionKey key);

    /** Removes every session that nothing outside refers to: not {@code main}, scheduled jobs or chats of channels. */
    List<SessionKey> clearAll();

    /**
     * Copies the first {@code lines} lines and the media into a new session that remembers its parent and has the same
     * model, project, agent and mode.
     *
     * @throws moltis.core.RequestException {@code NOT_FOUND} if there is no such session, {@code INVALID_REQUEST} if it has
     *     fewer lines
     */
    Session fork(SessionKey key, long lines, Optional<String> label);

    /** The sessions forked from this one, oldest first. */
    List<Session> branches(SessionKey key);
}
