package moltis.gateway.http;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an error: {@code {"code", "error"}}. */
public final class HttpProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Optional<Duration> retryAfter;

    /**
     * @param code stable, for programs and translations
     * @param sentence for people
     */
    public HttpProblem(int status, String code, String sentence) {
        this(status, code, sentence, Optional.empty());
    }

    /** @param retryAfter when the same request may succeed, if time helps */
    public HttpProblem(int status, String code, String sentence, Optional<Duration> retryAfter) {
        super(sentence, null, false, false);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** How many seconds to wait, rounded up; null if waiting does not help. */
    @Nullable Long retryAfterSeconds() {
        return retryAfter
                .map(wait -> Math.max(1, wait.plusMillis(999).toSeconds()))
                .orElse(null);
    }

    public static HttpProblem notFound() {
        return new HttpProblem(404, "NOT_FOUND", "there is nothing at this address");
    }

    static HttpProblem bodyTooLarge(long limit) {
        return new HttpProblem(413, "BODY_TOO_LARGE", "the body may have at most " + limit + " bytes");
    }
}
