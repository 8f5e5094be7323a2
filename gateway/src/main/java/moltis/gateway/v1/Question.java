package moltis.gateway.v1;

import java.util.List;
import moltis.core.model.ChatRequest;

/**
 * A request, understood.
 *
 * @param dropped fields without effect on the answer that were left out
 * @param countsStream whether a stream is to tell its usage at the end, where that is a wish
 */
public record Question(ChatRequest request, List<String> dropped, boolean countsStream) {

    public Question {
        dropped = List.copyOf(dropped);
    }
}
