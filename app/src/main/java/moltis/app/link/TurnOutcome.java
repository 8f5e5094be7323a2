package moltis.app.link;

import tools.jackson.databind.JsonNode;

/** How a turn ended. */
public sealed interface TurnOutcome {

    /** @param last the {@code final} event, with the whole text, the model and what it cost */
    record Answered(JsonNode last) implements TurnOutcome {}

    /** @param error the error as the protocol tells it: title, detail, hint */
    record Failed(JsonNode error) implements TurnOutcome {
        public String sentence() {
            String detail = error.path("detail").asString("");
            return detail.isEmpty() ? error.path("title").asString("The turn failed.") : detail;
        }

        public String hint() {
            return error.path("hint").asString("");
        }
    }

    /** The person, or somebody else who sees the session, stopped it. */
    record Stopped() implements TurnOutcome {}
}
