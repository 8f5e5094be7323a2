package moltis.providers;

import java.net.UnknownHostException;
import moltis.core.MoltisException;
import moltis.core.ProviderException;

/** Sorts failures into the kinds that a set-up form explains; decided by code, never by text. */
public final class ProviderErrorExplanation {

    private ProviderErrorExplanation() {}

    /** One of {@code auth forbidden rate_limit timeout unreachable dns model_missing billing unknown}. */
    public static String kind(MoltisException failure) {
        return switch (failure.code()) {
            case KEY_MISSING, KEY_REJECTED, CREDENTIAL_REFUSED, UNAUTHORIZED, VAULT_LOCKED ->
                failure instanceof ProviderException refused && refused.status() == 403 ? "forbidden" : "auth";
            case FORBIDDEN -> "forbidden";
            case RATE_LIMITED, PROVIDER_RATE_LIMITED, PROVIDER_OVERLOADED -> "rate_limit";
            case TIMEOUT, STALLED, TURN_TIMEOUT -> "timeout";
            case UNREACHABLE -> failure.getCause() instanceof UnknownHostException ? "dns" : "unreachable";
            case NO_MODEL, MODEL_UNKNOWN, MODEL_UNSUPPORTED, NOT_FOUND -> "model_missing";
            case QUOTA_EXHAUSTED -> "billing";
            case INVALID_REQUEST,
                    CONFLICT,
                    PAYLOAD_TOO_LARGE,
                    CONFIG_INVALID,
                    INTERNAL,
                    UNAVAILABLE,
                    CANCELLED,
                    STORAGE_FAILED,
                    MAX_ITERATIONS,
                    LOOP_DETECTED,
                    BUDGET_REACHED,
                    PROVIDER_FAILED,
                    PROVIDER_REFUSED,
                    CONTEXT_TOO_LONG,
                    CUT_OFF,
                    EMPTY_ANSWER -> "unknown";
        };
    }
}
