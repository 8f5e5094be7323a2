package moltis.gateway.v1;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import moltis.access.Scope;

/**
 * Decides about each call of a model before it is made, and hears how it ended. Safe for use by many threads; may block
 * for a look-up. The scope is looked at before anything else is read of a request; here it is looked at again.
 */
public interface Admission {

    /** Lets everybody do what their scopes allow, without any other limit. */
    Admission BY_SCOPE = (caller, _) -> caller.who().holds(Scope.MODELS_INVOKE)
            ? Grant.UNLIMITED
            : new Refusal(Kind.SCOPE, "The key may not use models.", Optional.empty(), Map.of());

    Decision admit(CallerKey caller, Ask ask) throws InterruptedException;

    /** What becomes of a wish to call a model. */
    sealed interface Decision permits Grant, Refusal {}

    /** The call may be made. It is settled exactly once, however it ends. */
    non-sealed interface Grant extends Decision {

        Grant UNLIMITED = _ -> {};

        /** Headers for the answer, such as those that say how much of a limit is left. */
        default Map<String, String> headers() {
            return Map.of();
        }

        void settle(CallReport report);
    }

    /**
     * The call may not be made.
     *
     * @param sentence what the person reads
     * @param retryAfter when it may be tried again, if time helps
     * @param headers for the answer
     */
    record Refusal(Kind kind, String sentence, Optional<Duration> retryAfter, Map<String, String> headers)
            implements Decision {

        public Refusal {
            headers = Map.copyOf(headers);
        }
    }

    /** Why a call may not be made. */
    enum Kind {
        SCOPE(403),
        MODEL(403),
        RATE(429),
        BUDGET(402);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
