package moltis.agent;

import java.util.List;
import java.util.Optional;
import moltis.core.model.ModelCard;
import moltis.core.model.ToolSpec;
import moltis.core.model.Usage;
import moltis.core.session.Session;

/**
 * What a session stands on.
 *
 * @param model the model that the next turn would ask; empty when there is none
 * @param total the tokens of all stored answers
 * @param current the tokens of the last request
 * @param estimatedNextInput our guess at the tokens of the next request
 * @param contextWindow tokens; 200,000 when unknown
 */
public record ContextReport(
        Optional<Session> session,
        Optional<ModelCard> model,
        List<ToolSpec> tools,
        boolean supportsTools,
        Usage total,
        Usage current,
        long estimatedNextInput,
        int contextWindow) {

    public ContextReport {
        tools = List.copyOf(tools);
    }
}
