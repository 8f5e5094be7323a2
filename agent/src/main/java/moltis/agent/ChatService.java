package moltis.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import moltis.core.MoltisException;
import moltis.core.RequestException;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;

/**
 * Takes messages, gives each session one turn at a time in the order of acceptance, and tells by events what happens.
 * Sessions never wait for each other. Safe for use by many threads, but not from inside a listener of its events, which are
 * published while the session's line is locked.
 */
public interface ChatService extends AutoCloseable {

    /**
     * Takes up what an earlier process left: turns that were running are closed with what was saved of them and a notice,
     * messages that waited are answered. Call once, before the first {@link #send}.
     */
    void recover();

    /**
     * Accepts a message. When this returns {@code Started} or {@code Queued} the message survives the death of the process:
     * it will be answered or visibly cancelled. Does not wait for an answer; the first time it may wait some seconds for a
     * provider's list of models.
     *
     * @throws MoltisException if no turn could be made of it, for example for lack of a model; nothing is stored then
     */
    SendResult send(SendRequest request);

    /**
     * Sends and waits for the answer. Never waits in line.
     *
     * @throws RequestException {@code CONFLICT} if the session has a turn already, {@code CANCELLED} if the turn was stopped
     * @throws MoltisException the turn's own failure
     */
    TurnResult sendSync(SendRequest request) throws InterruptedException;

    /**
     * Stops a running turn; what it had written so far is kept. When this returns, the session is free again, even if the
     * model or a tool does not react. One of the two must be given; if both are, both must match.
     */
    AbortResult abort(Optional<RunId> run, Optional<SessionKey> session);

    /** Takes everything out of the line. @return how many messages that were */
    int cancelQueued(SessionKey session);

    /** Takes one message out of the line. @return false when it no longer waits */
    boolean cancelQueued(SessionKey session, long id);

    /** Changes the words of a waiting message; it keeps its place. @return false when it no longer waits */
    boolean editQueued(SessionKey session, long id, String text);

    /** What waits, in order. */
    List<QueuedMessage> queued(SessionKey session);

    /** How far the running turn has come; empty when none runs. */
    Optional<LiveTurn> peek(SessionKey session);

    /**
     * Answers the question that a running turn waits for.
     *
     * @return false if it waits no more
     * @throws RequestException if the question does not offer {@code choice}
     */
    boolean answer(String question, String choice);

    boolean isRunning(SessionKey session);

    /**
     * Has the session's own model name the session after what was said first. Waits for the model.
     *
     * @return the new label
     * @throws MoltisException if there is nothing to name, or the model fails
     */
    String nameSession(SessionKey session) throws InterruptedException;

    /**
     * Has a summary stand for the older part of the session from now on, when a model reads it. The transcript keeps every
     * line. Waits for the model that sums up.
     *
     * @throws RequestException {@code CONFLICT} while a turn runs
     * @throws MoltisException if there is nothing to shorten, or a model that must sum up fails
     */
    void compact(SessionKey session) throws InterruptedException;

    /** Stops what runs, cancels what waits, and forgets every line of the session. */
    void clear(SessionKey session);

    /**
     * Stops what runs and cancels what waits, without a trace in the transcript, because the session is about to be deleted
     * or was changed behind this service's back.
     */
    void forget(SessionKey session);

    /**
     * Accepts no more messages, gives running turns {@code grace} to end, then closes them as interrupted with what they
     * have. What waits stays stored and is answered after the next start.
     */
    void stop(Duration grace) throws InterruptedException;

    /** Stops without grace. */
    @Override
    void close();
}
