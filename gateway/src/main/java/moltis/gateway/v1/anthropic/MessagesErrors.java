package moltis.gateway.v1.anthropic;

import moltis.gateway.json.JsonBytes;
import moltis.gateway.v1.Failure;

/** Errors as Anthropic writes them: {@code {"type": "error", "error": {"type", "message"}}}. */
final class MessagesErrors {

    private MessagesErrors() {}

    static byte[] body(Failure failure) {
        return write(new JsonBytes(), failure).toBytes();
    }

    /** The same in a stream of events. */
    static byte[] frame(Failure failure) {
        return write(new JsonBytes().raw("event: error\ndata: "), failure)
                .raw("\n\n")
                .toBytes();
    }

    private static JsonBytes write(JsonBytes json, Failure failure) {
        return json.raw("{\"type\":\"error\",\"error\":{\"type\":\"")
                .raw(type(failure.status()))
                .raw("\",\"message\":\"")
                .escaped(failure.message())
                .raw("\"}}");
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 503, 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }
}
