package moltis.agent;

import java.time.Duration;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;

/** Whether and when one model request is made again. Made for one request; the error's code alone decides. */
final class RetryPolicy {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final int RATE_LIMIT_RETRIES = 10;

    private int rateLimits;
    private int failures;

    /**
     * How long to wait before the next try; empty when there shall be none. The provider's own hint wins over our rule; a
     * hint beyond a minute is for the person to hear, not for us to sit out.
     */
    Optional<Duration> next(ProviderException e) {
        if (!e.code().retryable()) return Optional.empty();
        if (e.retryAfter().filter(hint -> hint.compareTo(LONGEST) > 0).isPresent()) return Optional.empty();
        if (e.code() == ErrorCode.PROVIDER_RATE_LIMITED) {
            if (rateLimits++ >= RATE_LIMIT_RETRIES) return Optional.empty();
            return Optional.of(hintOr(e, FIRST.multipliedBy(1L << Math.min(rateLimits - 1, 5))));
        }
        return failures++ == 0 ? Optional.of(hintOr(e, FIRST)) : Optional.empty();
    }

    private static Duration hintOr(ProviderException e, Duration ours) {
        Duration wait = e.retryAfter().orElse(ours);
        if (wait.compareTo(Duration.ofMillis(1)) < 0) return Duration.ofMillis(1);
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
