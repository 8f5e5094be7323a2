package moltis.providers.wire;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.providers.table.AnthropicKeyRule;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Explains what a provider's failure means: one code, one sentence that keeps the provider's own words, one next step.
 * Reads the status and the error object first; words are looked at only where vendors have no field for it.
 */
public final class ProviderErrors {

    private static final int SHOWN = 600;
    private static final List<String> CONTEXT_WORDS = List.of(
            "context_length_exceeded",
            "context_window_exceeded",
            "exceed_context_size",
            "too many tokens",
            "request too large",
            "maximum context length",
            "context window",
            "context size",
            "context limit",
            "token limit",
            "input too long",
            "input is too long",
            "prompt is too long",
            "input_too_long",
            "content_too_large",
            "request_too_large");
    private static final Set<String> QUOTA_CODES = Set.of(
            "insufficient_quota",
            "billing_hard_limit_reached",
            "usage_limit_reached",
            "billing_error",
            "billing_not_active");
    private static final List<String> QUOTA_WORDS =
            List.of("insufficient_quota", "credit balance", "billing limit", "billing details", "insufficient balance");
    private static final Set<String> OVERLOADED = Set.of("overloaded_error", "server_is_overloaded", "slow_down");
    private static final List<String> UNSUPPORTED_WORDS = List.of(
            "not supported",
            "unsupported",
            "not available",
            "not a chat model",
            "does not support chat",
            "only supported in v1/responses",
            "v1/chat/completions");

    /** The model can be asked, but not over Chat Completions. */
    private static final List<String> RESPONSES_ONLY_WORDS = List.of(
            "not accessible via the /chat/completions",
            "only supported in v1/responses",
            "not supported in the v1/chat/completions");

    private final String provider;
    private final String name;
    private final Optional<Secret> hidden;
    private final boolean signedIn;
    private final RetryHint hints;

    public ProviderErrors(String provider, String displayName) {
        this(provider, displayName, Optional.empty(), false, new RetryHint(Clock.systemUTC()));
    }

    private ProviderErrors(
            String provider, String displayName, Optional<Secret> hidden, boolean signedIn, RetryHint hints) {
        this.provider = provider;
        this.name = displayName;
        this.hidden = hidden;
        this.signedIn = signedIn;
        this.hints = hints;
    }

    /** The same, never showing {@code key}, even when the provider repeats it. */
    public ProviderErrors hiding(Optional<Secret> key) {
        return new ProviderErrors(provider, name, key, signedIn, hints);
    }

    /** The same in the words for a sign-in, never showing {@code token}. */
    public ProviderErrors signedInWith(Secret token) {
        return new ProviderErrors(provider, name, Optional.of(token), true, hints);
    }

    /** The same in the words for the credential that the request carries, never showing it. */
    ProviderErrors facing(Access access) {
        return new ProviderErrors(provider, name, access.token(), access.signedIn(), hints);
    }

    /** A refusal by status. @param body as much of it as was read */
    public ProviderException refused(int status, Headers headers, String body) {
        JsonNode root = parse(body);
        if (root.isMissingNode() && looksLikeHtml(body)) {
            if (status == 401 || status == 403) return rejectedKey(status, "HTTP " + status);
            if (status < 500 && status != 429) return webPage(status);
        }
        return explain(status, headers, root, body);
    }

    /** An error that the provider reports inside a stream. */
    ProviderException reported(JsonNode root) {
        JsonNode code = error(root).path("code");
        int status = code.isInt() && code.asInt() >= 400 && code.asInt() < 600 ? code.asInt() : 0;
        return explain(status, Headers.EMPTY, root, "");
    }

    ProviderException webPage(int status) {
        return exception(
                ErrorCode.PROVIDER_FAILED,
                name + " answered with a web page instead of data.",
                "Check the base URL of the provider; a sign-in page or a proxy may stand in the way.",
                status,
                Optional.empty(),
                null);
    }

    ProviderException notAStream(String beginning) {
        JsonNode root = parse(beginning);
        if (root.has("error")) return reported(root);
        if (looksLikeHtml(beginning)) return webPage(200);
        return exception(
                ErrorCode.PROVIDER_FAILED,
                name + " did not answer with a stream.",
                "Check the base URL of the provider: the server must offer streaming.",
                200,
                Optional.empty(),
                null);
    }

    /** The network or the other side failed before any answer came. */
    public ProviderException unreachable(Throwable cause) {
        return exception(
                ErrorCode.UNREACHABLE,
                name + " can't be reached: " + shown(words(cause)) + ".",
                "Check the network, the base URL, and that the server is running.",
                0,
                Optional.empty(),
                cause);
    }

    ProviderException stalled(Duration limit, Throwable cause) {
        return exception(
                ErrorCode.STALLED,
                name + " sent nothing for " + limit.toSeconds() + " seconds.",
                "Try again; if it happens often, choose another model.",
                0,
                Optional.empty(),
                cause);
    }

    ProviderException cutOff(@Nullable Throwable cause) {
        return exception(
                ErrorCode.CUT_OFF,
                "The answer from " + name + " was cut off before its end.",
                "The text so far is kept. Say \"continue\" to go on.",
                0,
                Optional.empty(),
                cause);
    }

    ProviderException oversized(Throwable cause) {
        return exception(
                ErrorCode.PROVIDER_FAILED,
                name + " sent more than an answer may hold: " + words(cause) + ".",
                "Check that the base URL belongs to a model provider.",
                0,
                Optional.empty(),
                cause);
    }

    ProviderException unreadable(Throwable cause) {
        return exception(
                ErrorCode.PROVIDER_FAILED,
                name + " sent something that can't be read.",
                "Check that the base URL belongs to a provider of this kind.",
                0,
                Optional.empty(),
                cause);
    }

    ProviderException endedWith(String finishReason) {
        boolean withheld = finishReason.equals("content_filter") || finishReason.equals("refusal");
        return exception(
                withheld ? ErrorCode.PROVIDER_REFUSED : ErrorCode.PROVIDER_FAILED,
                "Provider stream ended with finish_reason: " + shown(finishReason) + ".",
                withheld ? name + "'s filter withheld the rest. Ask in other words, or another model." : "Try again.",
                0,
                Optional.empty(),
                null);
    }

    /** A request that would be refused, found before it was sent. */
    ProviderException invalid(String what) {
        return exception(
                ErrorCode.PROVIDER_REFUSED, what, "Nothing was sent to " + name + ".", 0, Optional.empty(), null);
    }

    private ProviderException explain(int status, Headers headers, JsonNode root, String body) {
        JsonNode error = error(root);
        String message = message(root, error, body);
        String words = message.toLowerCase(Locale.ROOT);
        String type = error.path("type").asString("");
        String code = error.path("code").isString()
                ? error.path("code").asString()
                : error.path("status").asString("");
        Optional<Duration> hint = hints.find(headers, error, message);

        if (AnthropicKeyRule.isRefusal(message)) return AnthropicKeyRule.refusal(provider);
        if (contextTooLong(status, type, code, words)) {
            return exception(
                    ErrorCode.CONTEXT_TOO_LONG,
                    name + ": " + shown(message),
                    "The conversation is longer than the model can read. Compact it, or start a new one.",
                    status,
                    Optional.empty(),
                    null);
        }
        if (outOfQuota(status, type, code, words, hint)) {
            return exception(
                    ErrorCode.QUOTA_EXHAUSTED,
                    name + ": " + shown(message),
                    "Check plan and billing at " + name + ", or choose another provider.",
                    status,
                    hint,
                    null);
        }
        if (status == 401 || status == 403 || type.equals("authentication_error") || type.equals("permission_error")) {
            return rejectedKey(status, type.contains("terminated") ? type + ": " + message : message);
        }
        if (status == 429 || type.equals("rate_limit_error") || code.equals("rate_limit_exceeded")) {
            return exception(
                    ErrorCode.PROVIDER_RATE_LIMITED,
                    name + " limits how often it may be asked: " + shown(message),
                    "Wait a moment and try again.",
                    status,
                    hint,
                    null);
        }
        if (status == 503 || status == 529 || OVERLOADED.contains(type) || OVERLOADED.contains(code)) {
            return exception(
                    ErrorCode.PROVIDER_OVERLOADED,
                    name + " is overloaded: " + shown(message),
                    "Try again in a moment, or choose another model.",
                    status,
                    hint,
                    null);
        }
        boolean elsewhere = code.equals("unsupported_api_for_model")
                || RESPONSES_ONLY_WORDS.stream().anyMatch(words::contains);
        if (elsewhere || unsupportedModel(words)) {
            return exception(
                    ErrorCode.MODEL_UNSUPPORTED,
                    name + ": " + shown(message),
                    "Choose a model that can chat.",
                    status,
                    Optional.empty(),
                    elsewhere ? new OtherProtocolException() : null);
        }
        if (status == 404 || code.equals("model_not_found")) return notFound(status, message);
        if (status >= 500 || status == 408 || type.equals("api_error") || type.equals("server_error") || status == 0) {
            return exception(
                    ErrorCode.PROVIDER_FAILED, name + " failed: " + shown(message), "Try again.", status, hint, null);
        }
        return exception(
                ErrorCode.PROVIDER_REFUSED,
                name + " refused the request: " + shown(message),
                "Choose another model, or start a new conversation if it happens again.",
                status,
                Optional.empty(),
                null);
    }

    private ProviderException rejectedKey(int status, String message) {
        String mend = "Paste a new key in Settings → LLMs, or run: moltis providers add " + provider;
        if (signedIn)
            mend = message.contains("access_terminated_error")
                    ? "The sign-in may not be used for this any more; an API key may. " + mend
                    : "Sign in again in Settings → LLMs, or run: moltis auth login --provider " + provider;
        return exception(
                ErrorCode.KEY_REJECTED,
                name + " rejected the " + (signedIn ? "sign-in: " : "API key: ") + shown(message),
                mend,
                status,
                Optional.empty(),
                null);
    }

    private ProviderException notFound(int status, String message) {
        boolean model = message.toLowerCase(Locale.ROOT).contains("model");
        String hint = provider.equals("ollama")
                ? "Make sure it is installed (ollama pull <model>) and try again."
                : model ? "Choose a model from the list." : "Check the base URL of the provider.";
        return exception(ErrorCode.MODEL_UNKNOWN, name + ": " + shown(message), hint, status, Optional.empty(), null);
    }

    private static boolean contextTooLong(int status, String type, String code, String words) {
        if (status == 401 || status == 403 || status == 404) return false;
        String fields = (type + " " + code).toLowerCase(Locale.ROOT);
        if (CONTEXT_WORDS.stream().anyMatch(fields::contains)) return true;
        // A rate limit counts tokens too; only a single request that is too large for it will never fit.
        if (status == 429) return words.contains("request too large");
        return CONTEXT_WORDS.stream().anyMatch(words::contains);
    }

    private static boolean outOfQuota(int status, String type, String code, String words, Optional<Duration> hint) {
        if (status == 402 || QUOTA_CODES.contains(type) || QUOTA_CODES.contains(code)) return true;
        // Some vendors use the same words for "too fast"; they then say when to come back.
        return hint.isEmpty() && QUOTA_WORDS.stream().anyMatch(words::contains);
    }

    private static boolean unsupportedModel(String words) {
        if (words.contains("requires audio") || words.contains("output modality contain audio")) return true;
        return words.contains("model") && UNSUPPORTED_WORDS.stream().anyMatch(words::contains);
    }

    private static JsonNode error(JsonNode root) {
        JsonNode error = root.path("error");
        return error.isObject() ? error : root.isArray() ? root.path(0).path("error") : root;
    }

    private static String message(JsonNode root, JsonNode error, String body) {
        for (JsonNode candidate : List.of(
                error.path("message"),
                root.path("error"),
                error.path("detail"),
                root.path("message"),
                root.path("detail"))) {
            if (candidate.isString() && !candidate.asString().isBlank()) return candidate.asString();
        }
        return body.isBlank() || looksLikeHtml(body) ? "no reason given" : body;
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : Json.parse(body);
        } catch (JacksonException _) {
            return MissingNode.getInstance();
        }
    }

    private static boolean looksLikeHtml(String body) {
        return body.stripLeading().startsWith("<");
    }

    private String shown(String text) {
        String safe = hidden.map(secret -> text.replace(secret.reveal(), "[secret]"))
                .orElse(text)
                .strip();
        return safe.length() <= SHOWN ? safe : safe.substring(0, SHOWN) + "…";
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private ProviderException exception(
            ErrorCode code,
            String sentence,
            String hint,
            int status,
            Optional<Duration> retryAfter,
            @Nullable Throwable cause) {
        return new ProviderException(code, provider, sentence, hint, status, retryAfter.orElse(null), cause);
    }
}
