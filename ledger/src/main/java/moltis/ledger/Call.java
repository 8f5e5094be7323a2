package moltis.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.model.CallContext;
import moltis.core.model.ModelId;
import moltis.core.model.Usage;

/** One call of a model, as it begins. */
record Call(CallContext context, String provider, ModelId asked, Instant begunAt) {

    /** How a call ended. */
    enum End {
        ANSWERED,
        FAILED,
        CANCELLED
    }

    /**
     * What came of a call.
     *
     * @param answered the model that answered
     * @param estimated whether the tokens are our guess, because the provider did not get to tell them
     * @param cost in micro-dollars; empty when the price is unknown
     * @param firstToken how long it took until the first piece came
     * @param cacheDrop why less came from the provider's cache than the call before left there
     */
    record Outcome(
            End end,
            Optional<ModelId> answered,
            Optional<ErrorCode> error,
            Usage usage,
            boolean estimated,
            Optional<Long> cost,
            Optional<Duration> firstToken,
            Duration took,
            Optional<String> cacheDrop) {}
}
