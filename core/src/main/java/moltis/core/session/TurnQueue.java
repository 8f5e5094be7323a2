package moltis.core.session;

import java.util.List;

/**
 * The durable queue of turns, first in first out in each session. What a method wrote survives the death of the process
 * when it returns. Several processes may share one queue later; today one process owns it. Safe for use by many threads.
 */
public interface TurnQueue {

    /** Accepts a message. */
    QueuedTurn add(SessionKey session, RunId run, String request);

    /** Gives a waiting turn another request; it keeps its place. @return false when it no longer waits */
    boolean replace(QueuedTurn turn, String request);

    /** What waits in a session, oldest first; not what runs. */
    List<QueuedTurn> waiting(SessionKey session);

    /** Sessions in which something waits. */
    List<SessionKey> sessionsWithWaiting();

    /** Marks turns as running. Turns that were merged into one run are started together. */
    void start(List<QueuedTurn> turns);

    /** Saves how far the running turn has come. */
    void saveDraft(QueuedTurn turn, TurnDraft draft);

    /** Marks turns as ended, however they ended, and forgets their drafts. */
    void finish(List<QueuedTurn> turns);

    /** Takes waiting turns out; those that no longer wait are left alone. @return those taken out */
    List<QueuedTurn> cancel(List<QueuedTurn> turns);

    /** Turns that were running when the process died, oldest first. Call once at start, before anything is started. */
    List<InterruptedTurn> interrupted();
}
