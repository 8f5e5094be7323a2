package moltis.core.event;

import java.time.Instant;
import java.util.List;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;

/**
 * What a running turn wants to know from the person before it goes on.
 *
 * @param id under which it is answered; never given twice
 * @param title a few words
 * @param text what is asked, in sentences
 * @param choices at least two; the last one is the careful one, which whoever can't ask a person takes
 * @param deadline when the turn stops waiting
 */
public record Question(
        String id, SessionKey session, RunId run, String title, String text, List<Choice> choices, Instant deadline) {

    public Question {
        choices = List.copyOf(choices);
        if (choices.size() < 2) throw new IllegalArgumentException("a question needs a choice");
    }

    /** @param id the answer; @param label what a button says */
    public record Choice(String id, String label) {}

    /** Whether {@code choice} answers it. */
    public boolean offers(String choice) {
        return choices.stream().anyMatch(offered -> offered.id().equals(choice));
    }
}
