package moltis.core.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A message that was accepted and waits for, or has, its turn.
 *
 * @param id rises with acceptance; unique over all sessions
 * @param run the run that will answer it
 * @param request the accepted parameters, as a JSON object
 */
public record QueuedTurn(long id, SessionKey session, RunId run, String request, Instant acceptedAt) {

    /** Moments are stored in milliseconds. */
    public QueuedTurn {
        acceptedAt = acceptedAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
