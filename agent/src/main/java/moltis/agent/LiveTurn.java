package moltis.agent;

import java.time.Instant;
import java.util.List;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import tools.jackson.databind.JsonNode;

/**
 * How far a running turn has come.
 *
 * @param text the visible text of the present model request so far
 * @param thinkingText its reasoning so far
 * @param toolCalls the calls that have not ended yet
 */
public record LiveTurn(
        RunId run, SessionKey session, String text, String thinkingText, List<OpenCall> toolCalls, Instant startedAt) {

    public LiveTurn {
        toolCalls = List.copyOf(toolCalls);
    }

    public record OpenCall(String id, String name, JsonNode arguments, Instant startedAt) {}
}
