package moltis.core.event;

import java.time.Duration;
import java.util.Optional;
import moltis.core.MoltisException;
import moltis.core.ProviderException;
import org.jspecify.annotations.Nullable;

/** Turns a failure into what a person reads in a conversation; decided by its code, never by its text. */
public final class ChatErrors {

    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private record Shown(String type, String title) {}

    private ChatErrors() {}

    public static ChatError of(MoltisException failure) {
        Shown shown = shown(failure);
        return new ChatError(
                shown.type(),
                failure.code().name(),
                shown.title(),
                failure.sentence(),
                failure.hint(),
                provider(failure),
                retryAfterMs(failure),
                switch (failure.code()) {
                    case MAX_ITERATIONS, LOOP_DETECTED, CUT_OFF -> true;
                    default -> false;
                });
    }

    private static Shown shown(MoltisException failure) {
        return switch (failure.code()) {
            case TURN_TIMEOUT, TIMEOUT -> new Shown("timeout", "Timed out");
            case STALLED -> new Shown("timeout", "The model fell silent");
            case MAX_ITERATIONS -> new Shown("max_iterations_reached", "Iteration limit reached");
            case LOOP_DETECTED -> new Shown("max_iterations_reached", "The model went round in circles");
            case BUDGET_REACHED -> new Shown("budget_reached", "Budget reached");
            case QUOTA_EXHAUSTED -> new Shown("billing_exhausted", "Insufficient quota");
            case PROVIDER_RATE_LIMITED, RATE_LIMITED -> new Shown("rate_limit_exceeded", "Rate limited");
            case MODEL_UNSUPPORTED -> new Shown("unsupported_model", "Model not supported");
            case VAULT_LOCKED -> new Shown("auth_error", "The vault is locked");
            case KEY_MISSING -> new Shown("auth_error", "Provider not connected");
            case KEY_REJECTED, UNAUTHORIZED, FORBIDDEN -> new Shown("auth_error", "Authentication error");
            case CREDENTIAL_REFUSED -> new Shown("auth_error", "This credential can't be used here");
            case MODEL_UNKNOWN -> new Shown("model_not_found", "Model not found");
            case NO_MODEL -> new Shown("model_not_found", "No model connected");
            case PROVIDER_OVERLOADED -> new Shown("server_error", "The provider is overloaded");
            case PROVIDER_FAILED -> new Shown("server_error", "Server error");
            case CONTEXT_TOO_LONG -> new Shown("api_error", "The conversation is too long for this model");
            case PROVIDER_REFUSED -> new Shown("api_error", "The provider refused the request");
            case UNREACHABLE -> new Shown("unknown", "The provider can't be reached");
            case CUT_OFF -> new Shown("unknown", "The answer was cut off");
            case EMPTY_ANSWER -> new Shown("unknown", "The model gave no answer");
            case INVALID_REQUEST, NOT_FOUND, CONFLICT, PAYLOAD_TOO_LARGE, CONFIG_INVALID ->
                new Shown("api_error", "Error");
            case INTERNAL, UNAVAILABLE, CANCELLED, STORAGE_FAILED -> new Shown("unknown", "Error");
        };
    }

    private static Optional<String> provider(MoltisException failure) {
        return failure instanceof ProviderException why && !why.provider().isEmpty()
                ? Optional.of(why.provider())
                : Optional.empty();
    }

    private static @Nullable Long retryAfterMs(MoltisException failure) {
        if (!(failure instanceof ProviderException why)) return null;
        return why.retryAfter()
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
                .map(Duration::toMillis)
                .orElse(null);
    }
}
