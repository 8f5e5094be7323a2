package moltis.agent;

import java.time.Duration;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.ProviderException;
import moltis.core.event.ChatError;

/** Failures as people read them. */
final class ChatErrors {

    private record Kind(String type, String title) {}

    private ChatErrors() {}

    /** @param hasText whether part of the answer was kept, so that the model can be asked to go on */
    static ChatError of(MoltisException e, boolean hasText) {
        Kind kind = kind(e.code());
        Optional<ProviderException> provider = e instanceof ProviderException it ? Optional.of(it) : Optional.empty();
        return new ChatError(
                kind.type(),
                e.code().name(),
                kind.title(),
                e.sentence(),
                e.hint(),
                provider.map(ProviderException::provider),
                provider.flatMap(ProviderException::retryAfter)
                        .map(Duration::toMillis)
                        .orElse(null),
                hasText || e.code() == ErrorCode.MAX_ITERATIONS || e.code() == ErrorCode.CUT_OFF);
    }

    private static Kind kind(ErrorCode code) {
        return switch (code) {
            case TURN_TIMEOUT, TIMEOUT -> new Kind("timeout", "No progress");
            case MAX_ITERATIONS -> new Kind("max_iterations_reached", "Step limit reached");
            case BUDGET_REACHED -> new Kind("budget_reached", "Budget reached");
            case LOOP_DETECTED -> new Kind("loop_detected", "Stopped going in circles");
            case QUOTA_EXHAUSTED -> new Kind("billing_exhausted", "Quota used up");
            case PROVIDER_RATE_LIMITED, RATE_LIMITED -> new Kind("rate_limit_exceeded", "Too many requests");
            case MODEL_UNSUPPORTED -> new Kind("unsupported_model", "Model not supported");
            case MODEL_UNKNOWN, NO_MODEL -> new Kind("model_not_found", "No such model");
            case VAULT_LOCKED -> new Kind("auth_error", "The vault is locked");
            case KEY_MISSING, KEY_REJECTED, CREDENTIAL_REFUSED, UNAUTHORIZED, FORBIDDEN ->
                new Kind("auth_error", "Not signed in");
            case PROVIDER_OVERLOADED, PROVIDER_FAILED -> new Kind("server_error", "The provider failed");
            case UNREACHABLE -> new Kind("server_error", "The provider can't be reached");
            case STALLED -> new Kind("server_error", "The provider stopped sending");
            case CUT_OFF -> new Kind("cut_off", "The answer was cut off");
            case EMPTY_ANSWER -> new Kind("api_error", "Empty answer");
            case CONTEXT_TOO_LONG -> new Kind("context_too_long", "Conversation too long");
            case PROVIDER_REFUSED -> new Kind("api_error", "Request refused");
            case INVALID_REQUEST, NOT_FOUND, CONFLICT, PAYLOAD_TOO_LARGE, CONFIG_INVALID ->
                new Kind("api_error", "Request refused");
            case INTERNAL, UNAVAILABLE, STORAGE_FAILED, CANCELLED -> new Kind("unknown", "Something went wrong");
        };
    }
}
