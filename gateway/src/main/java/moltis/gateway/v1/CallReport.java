package moltis.gateway.v1;

import java.time.Duration;
import java.util.Optional;
import moltis.core.model.ModelId;
import moltis.core.model.Usage;

/**
 * How a call ended.
 *
 * @param status the HTTP status that says so, also where the answer had begun with another; 499 if the client left
 * @param answered who answered, if anybody was asked
 * @param usage as far as the provider told it
 * @param firstToken how long the client waited for the first piece, if one came
 */
public record CallReport(
        int status, Optional<ModelId> answered, Usage usage, Optional<Duration> firstToken, Duration took) {}
