package moltis.agent;

import java.time.Duration;
import moltis.core.model.ModelId;
import moltis.core.model.Usage;

/**
 * What a turn came to.
 *
 * @param text cleaned for people; may be empty, which is a silent answer
 * @param model the model that really answered
 * @param usage the sum over all requests
 * @param lengthReached the output limit ended the text
 */
record Answer(
        String text,
        String reasoning,
        ModelId model,
        Usage usage,
        Usage lastRequest,
        Duration duration,
        int iterations,
        int toolCalls,
        boolean lengthReached) {}
