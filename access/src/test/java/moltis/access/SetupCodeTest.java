package moltis.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import moltis.access.limit.LoginGuard;
import moltis.core.Secret;
import moltis.testing.time.MovableClock;
import org.junit.jupiter.api.Test;

class SetupCodeTest {

    private static final InetAddress STRANGER = InetAddress.ofLiteral("203.0.113.9");

    private final MovableClock clock = MovableClock.atStart();
    private final SetupCode code = new SetupCode(new LoginGuard(clock), clock, RandomBytes.SYSTEM);

    @Test
    void the_code_is_demanded_from_everybody_until_setup_is_complete() {
        assertThat(code.check(Optional.empty(), STRANGER)).isEqualTo(new SetupCode.Check.Passed());
        Secret shown = code.renew();

        assertThat(shown.reveal()).matches("[A-HJ-NP-Z2-9]{8}");
        assertThat(code.check(Optional.empty(), STRANGER)).isEqualTo(new SetupCode.Check.Wrong(false));
        assertThat(code.check(Optional.of(Secret.of("ABCDEFGH")), STRANGER))
                .isEqualTo(new SetupCode.Check.Wrong(false));
        assertThat(code.check(Optional.of(shown), STRANGER)).isEqualTo(new SetupCode.Check.Passed());
        assertThat(code.check(Optional.of(Secret.of(shown.reveal().toLowerCase())), STRANGER))
                .isEqualTo(new SetupCode.Check.Passed());
        code.clear();
        assertThat(code.isDemanded()).isFalse();
        assertThat(code.current()).isEmpty();
    }

    @Test
    void after_half_an_hour_it_is_too_old_even_if_it_is_right() {
        Secret shown = code.renew();
        clock.forward(SetupCode.LIFETIME.plusSeconds(1));

        assertThat(code.check(Optional.of(shown), STRANGER)).isEqualTo(new SetupCode.Check.Expired());
        assertThat(code.isDemanded()).isTrue();
        assertThat(code.current()).isEmpty();
    }

    @Test
    void guessing_locks() {
        Secret shown = code.renew();
        for (int i = 0; i < 9; i++) code.check(Optional.of(Secret.of("WRONG" + i)), STRANGER);

        assertThat(code.check(Optional.of(Secret.of("WRONG")), STRANGER)).isEqualTo(new SetupCode.Check.Wrong(true));
        assertThat(code.check(Optional.of(shown), STRANGER))
                .isEqualTo(new SetupCode.Check.Blocked(Duration.ofMinutes(5)));
    }

    @Test
    void codes_differ() {
        assertThat(code.renew()).isNotEqualTo(code.renew());
    }
}
