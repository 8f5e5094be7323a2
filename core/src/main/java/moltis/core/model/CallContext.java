package moltis.core.model;

import java.util.Optional;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;

/**
 * For whom a model is asked. Decides nothing about the answer; it is what a call is counted under.
 *
 * @param session the conversation, where there is one
 * @param run the turn, where it is part of one
 * @param apiKey the id of the API key of a program that asks through this server; never the key itself
 * @param mayAsk whether the turn may be parked to ask the person something
 */
public record CallContext(Optional<SessionKey> session, Optional<RunId> run, Optional<String> apiKey, boolean mayAsk) {

    /** A call that nobody's conversation caused. */
    public static final CallContext NONE = new CallContext(Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** A call that belongs to a turn. */
    public static CallContext of(SessionKey session, RunId run, boolean mayAsk) {
        return new CallContext(Optional.of(session), Optional.of(run), Optional.empty(), mayAsk);
    }

    /** A call about a session, for example to name it. */
    public static CallContext about(SessionKey session) {
        return new CallContext(Optional.of(session), Optional.empty(), Optional.empty(), false);
    }
}
