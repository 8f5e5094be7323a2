package moltis.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import moltis.core.MoltisException;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error answer.
 *
 * @param code stable, for programs and translations
 * @param error what happened, for people
 * @param hint what to do next
 * @param requestId where to find the failure in the log
 * @param retryAfterSeconds when the same request may succeed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorBody(
        String code,
        String error,
        @Nullable String hint,
        @Nullable String requestId,

        @JsonProperty("retry_after_seconds") @Nullable Long retryAfterSeconds) {

    static ErrorBody of(HttpProblem problem) {
        return new ErrorBody(problem.code(), problem.sentence(), null, null, problem.retryAfterSeconds());
    }

    static ErrorBody of(MoltisException failure) {
        return new ErrorBody(
                failure.code().name(),
                failure.sentence(),
                failure.hint().isEmpty() ? null : failure.hint(),
                null,
                null);
    }

    static ErrorBody internal(String requestId) {
        return new ErrorBody(
                "INTERNAL_ERROR",
                "The server failed to do this. Its log says more under this request id.",
                null,
                requestId,
                null);
    }
}
