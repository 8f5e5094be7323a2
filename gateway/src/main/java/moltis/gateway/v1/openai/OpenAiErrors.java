package moltis.gateway.v1.openai;

import moltis.gateway.json.JsonBytes;
import moltis.gateway.v1.Failure;

/** Errors as OpenAI writes them: {@code {"error": {"message", "type", "param", "code"}}}. */
public final class OpenAiErrors {

    private OpenAiErrors() {}

    public static byte[] body(Failure failure) {
        return write(new JsonBytes(), failure).toBytes();
    }

    /** The same in a stream of events. */
    public static byte[] frame(Failure failure) {
        return write(new JsonBytes().raw("data: "), failure).raw("\n\n").toBytes();
    }

    private static JsonBytes write(JsonBytes json, Failure failure) {
        return json.raw("{\"error\":{\"message\":\"")
                .escaped(failure.message())
                .raw("\",\"type\":\"")
                .raw(type(failure.status()))
                .raw("\",\"param\":null,\"code\":\"")
                .escaped(code(failure))
                .raw("\"}}");
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "insufficient_quota";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status >= 500 ? "server_error" : "invalid_request_error";
        };
    }

    /** The codes that programs look for; ours where OpenAI has none. */
    private static String code(Failure failure) {
        return switch (failure.code()) {
            case "MODEL_UNKNOWN" -> "model_not_found";
            case "CONTEXT_TOO_LONG" -> "context_length_exceeded";
            case "PROVIDER_RATE_LIMITED", "RATE_LIMIT" -> "rate_limit_exceeded";
            case "QUOTA_EXHAUSTED", "BUDGET_REACHED", "BUDGET_LIMIT" -> "insufficient_quota";
            case "AUTH_NOT_AUTHENTICATED", "AUTH_SETUP_REQUIRED" -> "invalid_api_key";
            default -> failure.code().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
