package moltis.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.TurnException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChatErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "KEY_REJECTED, auth_error",
        "CREDENTIAL_REFUSED, auth_error",
        "QUOTA_EXHAUSTED, billing_exhausted",
        "PROVIDER_RATE_LIMITED, rate_limit_exceeded",
        "PROVIDER_OVERLOADED, server_error",
        "MODEL_UNSUPPORTED, unsupported_model",
        "MODEL_UNKNOWN, model_not_found",
        "UNREACHABLE, unknown",
        "TURN_TIMEOUT, timeout"
    })
    void the_code_decides_the_type(ErrorCode code, String type) {
        assertThat(ChatErrors.of(failure(code, null)).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_code_has_a_type_and_a_title(ErrorCode code) {
        ChatError error = ChatErrors.of(failure(code, null));

        assertThat(error.type()).matches("[a-z_]+");
        assertThat(error.title()).isNotBlank();
    }

    @Test
    void nothing_of_the_failure_is_lost() {
        assertThat(ChatErrors.of(failure(ErrorCode.PROVIDER_RATE_LIMITED, Duration.ofMillis(1_500))))
                .isEqualTo(new ChatError(
                        "rate_limit_exceeded",
                        "PROVIDER_RATE_LIMITED",
                        "Rate limited",
                        "It happened: 401, 500.",
                        "Do this.",
                        Optional.of("openai"),
                        1_500L,
                        false));
    }

    @Test
    void a_wait_of_more_than_a_day_is_a_day() {
        assertThat(ChatErrors.of(failure(ErrorCode.PROVIDER_RATE_LIMITED, Duration.ofDays(9)))
                        .retryAfterMs())
                .isEqualTo(Duration.ofDays(1).toMillis());
    }

    @Test
    void a_turn_that_reached_its_limit_can_go_on() {
        ChatError error = ChatErrors.of(new TurnException(ErrorCode.MAX_ITERATIONS, "After 25 steps.", ""));

        assertThat(error.canContinue()).isTrue();
        assertThat(error.type()).isEqualTo("max_iterations_reached");
        assertThat(error.provider()).isEmpty();
    }

    private static ProviderException failure(ErrorCode code, Duration retryAfter) {
        return new ProviderException(code, "openai", "It happened: 401, 500.", "Do this.", 0, retryAfter, null);
    }
}
