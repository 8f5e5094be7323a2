package moltis.app.link;

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

    /** Something a person should know: a retry, a notice. */
    default void notice(String text) {}
}
