package moltis.core.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;

/** Asks the person behind a running turn. Safe for use by many threads. */
@FunctionalInterface
public interface Questions {

    /**
     * Parks the calling thread, which must be the turn's own, until the person has chosen. Interrupt to give up; the
     * question is then withdrawn.
     *
     * @param patience how long the question stays open
     * @return the id of the choice; empty when nobody answered in time, or when too many questions are open
     */
    Optional<String> ask(
            SessionKey session, RunId run, String title, String text, List<Question.Choice> choices, Duration patience)
            throws InterruptedException;
}
