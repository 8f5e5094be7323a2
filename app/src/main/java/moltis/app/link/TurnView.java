package moltis.app.link;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Shows a turn while it happens. Called on one thread. */
public interface TurnView {

    /** More of the answer. */
    void text(String delta);

    /** The model was asked and has not answered yet. */
    default void thinking() {}

    /** A tool begins. */
    default void toolStarted(String tool, JsonNode arguments) {}

    /** A tool ended. @param error why it failed; empty when it did not */
    default void toolEnded(String tool, String error) {}

    /** One way to answer a question. */
    record Choice(String id, String label) {

        /** The one whose number, from 1, a person typed; anything else is the last, which is the careful one. */
        public static String numbered(List<Choice> choices, String typed) {
            String number = typed.strip();
            for (int at = 0; at < choices.size(); at++)
                if (number.equals(Integer.toString(at + 1)))
                    return choices.get(at).id();
            return choices.getLast().id();
        }
    }

    /**
     * The turn waits for an answer; may block for it.
     *
     * @return the id of the chosen one; without a person that of the last, which is the careful one
     */
    default String question(String text, List<Choice> choices) {
        notice(text);
        return choices.getLast().id();
    }

    /** Something a person should know: a retry, a notice. */
    default void notice(String text) {}
}
