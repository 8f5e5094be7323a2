package moltis.gateway.rpc;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.ProviderException;
import org.jspecify.annotations.Nullable;

/**
 * Why a call failed, as the protocol says it.
 *
 * @param retryAfterMs when the same call may succeed, in milliseconds from now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RpcError(
        String code,
        String message,
        @Nullable Details details,
        @Nullable Boolean retryable,
        @Nullable Long retryAfterMs) {

    /**
     * @param reason our own, finer code
     * @param hint what to do next
     * @param requestId where to find the failure in the log
     */
    public record Details(
            @Nullable String reason,
            @Nullable String hint,
            @Nullable String requestId) {}

    public static RpcError of(String code, String message) {
        return new RpcError(code, message, null, null, null);
    }

    public static RpcError unknownMethod(String method) {
        return of("UNKNOWN_METHOD", "unknown method: " + method);
    }

    /** Our own failure: the caller learns where to look for it, not what it was. */
    public static RpcError internal(String requestId) {
        return new RpcError(
                ErrorCode.INTERNAL.wireCode(),
                "The server failed to do this. Its log says more under the request id " + requestId + ".",
                new Details(ErrorCode.INTERNAL.name(), null, requestId),
                null,
                null);
    }

    public static RpcError of(MoltisException failure) {
        ErrorCode code = failure.code();
        @Nullable Long retryAfter = failure instanceof ProviderException provider
                ? provider.retryAfter().map(Duration::toMillis).orElse(null)
                : null;
        return new RpcError(
                code.wireCode(),
                failure.sentence(),
                new Details(code.name(), failure.hint().isEmpty() ? null : failure.hint(), null),
                code.retryable() ? true : null,
                retryAfter);
    }
}
