package moltis.gateway.v1;

import java.util.List;
import moltis.core.model.ModelId;

/**
 * What a program wants.
 *
 * @param model the name that it asked for
 * @param candidates who may answer, in the order in which they are asked; empty for the agent
 * @param inputTokens a guess at what the request takes
 * @param outputTokens the most that the answer may take; 0 where the request does not say
 */
public record Ask(String model, List<ModelId> candidates, long inputTokens, long outputTokens) {

    private static final int BYTES_A_TOKEN = 4;

    public Ask {
        candidates = List.copyOf(candidates);
    }

    static long tokens(int bytes) {
        return Math.ceilDiv(bytes, BYTES_A_TOKEN);
    }
}
