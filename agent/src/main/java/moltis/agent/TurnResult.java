package moltis.agent;

import java.time.Duration;
import moltis.core.model.ModelId;
import moltis.core.model.Usage;
import moltis.core.session.RunId;

/**
 * An answered turn.
 *
 * @param model the model that answered
 * @param usage the sum over all requests of the turn
 * @param lastRequest the last request alone
 */
public record TurnResult(RunId run, String text, ModelId model, Usage usage, Usage lastRequest, Duration duration) {}
