package moltis.access.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Random;
import moltis.testing.time.MovableClock;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("203.0.113.9");

    private final MovableClock clock = MovableClock.atStart();
    private final Throttle throttle = new Throttle(clock);

    @Test
    void the_sixth_login_of_a_minute_waits_for_the_next_one() {
        for (int i = 0; i < 5; i++) assertThat(throttle.count(Tier.LOGIN, HERE)).isEmpty();
        clock.forward(Duration.ofSeconds(20));

        assertThat(throttle.count(Tier.LOGIN, HERE)).contains(Duration.ofSeconds(40));
        assertThat(throttle.count(Tier.API, HERE)).isEmpty();
        assertThat(throttle.count(Tier.LOGIN, InetAddress.ofLiteral("203.0.113.10")))
                .isEmpty();
        clock.forward(Duration.ofSeconds(40));
        assertThat(throttle.count(Tier.LOGIN, HERE)).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_locks_nobody_out() {
        for (int i = 0; i < 5; i++) throttle.count(Tier.LOGIN, HERE);
        clock.forward(Duration.ofHours(-3));

        assertThat(throttle.count(Tier.LOGIN, HERE)).isEmpty();
    }

    @Property(tries = 5)
    void a_flood_of_addresses_does_not_move_memory(@ForAll @IntRange(min = 0, max = 100) int seed) throws Exception {
        var random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            byte[] address = new byte[4];
            random.nextBytes(address);
            throttle.count(Tier.LOGIN, InetAddress.getByAddress(address));
        }

        assertThat(throttle.size()).isLessThanOrEqualTo(Throttle.MOST);
        clock.forward(Throttle.WINDOW);
        throttle.count(Tier.LOGIN, HERE);
        assertThat(throttle.size()).isEqualTo(1);
    }
}
