package moltis.core;

/**
 * Why something failed, as a stable code. The code alone decides whether to retry and how the failure looks on the wire;
 * no text is ever searched for that.
 */
public enum ErrorCode {
    // The caller's side.
    INVALID_REQUEST(Wire.INVALID_REQUEST, 400, false),
    NOT_FOUND(Wire.NOT_FOUND, 404, false),
    CONFLICT(Wire.CONFLICT, 409, false),
    UNAUTHORIZED(Wire.UNAUTHORIZED, 401, false),
    FORBIDDEN(Wire.FORBIDDEN, 403, false),
    RATE_LIMITED(Wire.RATE_LIMITED, 429, true),
    PAYLOAD_TOO_LARGE(Wire.PAYLOAD_TOO_LARGE, 413, false),
    VAULT_LOCKED(Wire.UNAVAILABLE, 423, false),
    CONFIG_INVALID(Wire.INVALID_REQUEST, 400, false),

    // Our side.
    INTERNAL(Wire.INTERNAL, 500, false),
    UNAVAILABLE(Wire.UNAVAILABLE, 503, true),
    TIMEOUT(Wire.TIMEOUT, 504, true),
    CANCELLED(Wire.UNAVAILABLE, 499, false),
    STORAGE_FAILED(Wire.INTERNAL, 500, false),

    // A turn.
    TURN_TIMEOUT(Wire.TIMEOUT, 504, false),
    MAX_ITERATIONS(Wire.INTERNAL, 500, false),
    LOOP_DETECTED(Wire.INTERNAL, 500, false),
    BUDGET_REACHED(Wire.UNAVAILABLE, 402, false),

    // A model provider.
    NO_MODEL(Wire.UNAVAILABLE, 503, false),
    MODEL_UNKNOWN(Wire.NOT_FOUND, 404, false),
    MODEL_UNSUPPORTED(Wire.INVALID_REQUEST, 400, false),
    KEY_MISSING(Wire.UNAVAILABLE, 503, false),
    KEY_REJECTED(Wire.UNAVAILABLE, 502, false),
    CREDENTIAL_REFUSED(Wire.INVALID_REQUEST, 400, false),
    QUOTA_EXHAUSTED(Wire.UNAVAILABLE, 402, false),
    PROVIDER_RATE_LIMITED(Wire.RATE_LIMITED, 429, true),
    PROVIDER_OVERLOADED(Wire.UNAVAILABLE, 529, true),
    PROVIDER_FAILED(Wire.UNAVAILABLE, 502, true),
    PROVIDER_REFUSED(Wire.INVALID_REQUEST, 400, false),
    CONTEXT_TOO_LONG(Wire.INVALID_REQUEST, 400, false),
    UNREACHABLE(Wire.UNAVAILABLE, 502, true),
    STALLED(Wire.TIMEOUT, 504, true),
    CUT_OFF(Wire.UNAVAILABLE, 502, false),
    EMPTY_ANSWER(Wire.UNAVAILABLE, 502, false);

    private final String wireCode;
    private final int httpStatus;
    private final boolean retryable;

    ErrorCode(String wireCode, int httpStatus, boolean retryable) {
        this.wireCode = wireCode;
        this.httpStatus = httpStatus;
        this.retryable = retryable;
    }

    /** The {@code error.code} of a response frame. */
    public String wireCode() {
        return wireCode;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** Whether the same call may succeed if it is made again later, unchanged. */
    public boolean retryable() {
        return retryable;
    }

    /** Whether another model may well answer where this one failed: the trouble is the provider's, not the request's. */
    public boolean anotherModelMayAnswer() {
        return switch (this) {
            case KEY_MISSING,
                    KEY_REJECTED,
                    CREDENTIAL_REFUSED,
                    QUOTA_EXHAUSTED,
                    PROVIDER_RATE_LIMITED,
                    PROVIDER_OVERLOADED,
                    PROVIDER_FAILED,
                    UNREACHABLE,
                    STALLED,
                    CUT_OFF,
                    EMPTY_ANSWER -> true;
            default -> false;
        };
    }

    /** The codes that the WebSocket protocol knows. */
    private static final class Wire {
        static final String INVALID_REQUEST = "INVALID_REQUEST";
        static final String NOT_FOUND = "NOT_FOUND";
        static final String CONFLICT = "CONFLICT";
        static final String UNAUTHORIZED = "UNAUTHORIZED";
        static final String FORBIDDEN = "FORBIDDEN";
        static final String RATE_LIMITED = "RATE_LIMITED";
        static final String PAYLOAD_TOO_LARGE = "PAYLOAD_TOO_LARGE";
        static final String INTERNAL = "INTERNAL";
        static final String UNAVAILABLE = "UNAVAILABLE";
        static final String TIMEOUT = "TIMEOUT";
    }
}
