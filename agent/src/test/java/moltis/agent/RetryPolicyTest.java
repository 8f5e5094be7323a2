package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {

    @Test
    void rate_limits_are_waited_out_longer_and_longer_ten_times() {
        var policy = new RetryPolicy();

        List<Long> waits = IntStream.range(0, 10)
                .mapToObj(i -> policy.next(failure(ErrorCode.PROVIDER_RATE_LIMITED, null))
                        .orElseThrow()
                        .toSeconds())
                .toList();

        assertThat(waits).containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L, 60L, 60L);
        assertThat(policy.next(failure(ErrorCode.PROVIDER_RATE_LIMITED, null))).isEmpty();
    }

    @Test
    void the_providers_hint_wins_unless_it_is_too_long_to_sit_out() {
        assertThat(new RetryPolicy().next(failure(ErrorCode.PROVIDER_RATE_LIMITED, Duration.ofSeconds(7))))
                .contains(Duration.ofSeconds(7));
        assertThat(new RetryPolicy().next(failure(ErrorCode.PROVIDER_RATE_LIMITED, Duration.ZERO)))
                .contains(Duration.ofMillis(1));
        assertThat(new RetryPolicy().next(failure(ErrorCode.PROVIDER_RATE_LIMITED, Duration.ofHours(1))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"PROVIDER_FAILED", "PROVIDER_OVERLOADED", "UNREACHABLE", "STALLED"})
    void other_passing_troubles_get_one_more_try(ErrorCode code) {
        var policy = new RetryPolicy();

        assertThat(policy.next(failure(code, null))).contains(Duration.ofSeconds(2));
        assertThat(policy.next(failure(code, null))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void what_is_not_retryable_is_never_retried(ErrorCode code) {
        Optional<Duration> wait = new RetryPolicy().next(failure(code, Duration.ofSeconds(1)));

        assertThat(wait.isPresent()).isEqualTo(code.retryable());
    }

    private static ProviderException failure(ErrorCode code, Duration hint) {
        return new ProviderException(code, "p", "it failed", "", 0, hint, null);
    }
}
