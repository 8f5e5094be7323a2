package moltis.gateway.v1;

import java.time.Duration;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.gateway.http.ErrorBody;
import moltis.gateway.http.HttpProblem;

/**
 * Why a call failed, in words that every dialect can be written from.
 *
 * @param code stable; ours
 * @param message what happened and what to do next
 * @param retryable whether the same call may succeed later; clients obey it
 */
public record Failure(int status, String code, String message, boolean retryable, Optional<Duration> retryAfter) {

    private static final int LEFT = 499;

    static Failure of(MoltisException why) {
        Optional<Duration> wait = why instanceof ProviderException provider ? provider.retryAfter() : Optional.empty();
        return new Failure(
                why.code().httpStatus(),
                why.code().name(),
                sentence(why.sentence(), why.hint()),
                why.code().retryable(),
                wait);
    }

    static Failure of(HttpProblem why) {
        return new Failure(why.status(), why.code(), why.sentence(), false, Optional.empty());
    }

    static Failure of(Admission.Refusal why) {
        return new Failure(
                why.kind().status(),
                why.kind().name() + "_LIMIT",
                why.sentence(),
                why.kind() == Admission.Kind.RATE,
                why.retryAfter());
    }

    /** An error that was found before any call, as this dialect's clients read it. */
    public static Failure of(int status, ErrorBody body) {
        String hint = body.hint() == null ? "" : body.hint();
        return new Failure(
                status,
                body.code(),
                sentence(body.error(), hint),
                status == 429,
                Optional.ofNullable(body.retryAfterSeconds()).map(Duration::ofSeconds));
    }

    static Failure internal(String requestId) {
        return new Failure(
                ErrorCode.INTERNAL.httpStatus(),
                ErrorCode.INTERNAL.name(),
                "The server failed to do this. Its log says more under the request id " + requestId + ".",
                false,
                Optional.empty());
    }

    /** The client left, or its key was withdrawn. */
    static Failure gone() {
        return new Failure(LEFT, ErrorCode.CANCELLED.name(), "The call was ended.", false, Optional.empty());
    }

    /** A field that can't be carried to the model. */
    public static RequestException uncarried(String field, String why) {
        return new RequestException(
                ErrorCode.INVALID_REQUEST, "'" + field + "' " + why, "Leave it out, or ask another model.");
    }

    private static String sentence(String what, String hint) {
        return hint.isEmpty() ? what : what + " " + hint;
    }
}
