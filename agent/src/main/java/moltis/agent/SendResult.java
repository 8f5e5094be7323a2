package moltis.agent;

import moltis.core.session.RunId;

/** What became of a message. */
public sealed interface SendResult {

    /** Its turn runs. */
    record Started(RunId run) implements SendResult {}

    /**
     * It is stored and waits for its turn.
     *
     * @param id names it in {@link ChatService#editQueued} and {@link ChatService#cancelQueued(moltis.core.session.SessionKey, long)}
     * @param position its place in line, from 1
     */
    record Queued(RunId run, long id, QueueMode mode, int position) implements SendResult {}

    /** It was not accepted and nothing of it is stored. */
    record Rejected(String reason) implements SendResult {}

    /** It was a bare "stop" and has ended the turn that ran. */
    record Stopped(RunId run) implements SendResult {}
}
