package moltis.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import moltis.core.event.Question;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import tools.jackson.databind.JsonNode;

/**
 * How far a running turn has come.
 *
 * @param text the visible text of the present model request so far
 * @param thinkingText its reasoning so far
 * @param toolCalls the calls that have not ended yet
 * @param question what it waits for, when it waits for the person
 */
public record LiveTurn(
        RunId run,
        SessionKey session,
        String text,
        String thinkingText,
        List<OpenCall> toolCalls,
        Instant startedAt,
        Optional<Question> question) {

    public LiveTurn {
        toolCalls = List.copyOf(toolCalls);
    }

    public record OpenCall(String id, String name, JsonNode arguments, Instant startedAt) {}
}
