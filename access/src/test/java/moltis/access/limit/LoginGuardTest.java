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

class LoginGuardTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress STRANGER = InetAddress.ofLiteral("203.0.113.9");

    private final MovableClock clock = MovableClock.atStart();
    private final LoginGuard guard = new LoginGuard(clock);

    @Test
    void incident_2_loopback_is_slowed_down_like_any_other_address() {
        for (int i = 0; i < 9; i++)
            assertThat(guard.failed(Account.PASSWORD, LOOPBACK)).isFalse();
        assertThat(guard.blocked(Account.PASSWORD, LOOPBACK)).isEmpty();

        assertThat(guard.failed(Account.PASSWORD, LOOPBACK)).isTrue();

        assertThat(guard.blocked(Account.PASSWORD, LOOPBACK)).contains(Duration.ofMinutes(5));
        assertThat(guard.blocked(Account.VAULT, LOOPBACK)).contains(Duration.ofMinutes(5));
    }

    @Test
    void incident_2_the_delay_grows_up_to_a_day() {
        Duration last = Duration.ZERO;
        for (int offence = 0; offence < 12; offence++) {
            for (int i = 0; i < 10; i++) guard.failed(Account.PASSWORD, STRANGER);
            Duration ban = guard.blocked(Account.PASSWORD, STRANGER).orElseThrow();
            assertThat(ban).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(Duration.ofHours(24));
            last = ban;
            clock.forward(ban);
            assertThat(guard.blocked(Account.PASSWORD, STRANGER)).isEmpty();
        }
        assertThat(last).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_success_forgets_the_failures() {
        for (int i = 0; i < 9; i++) guard.failed(Account.PASSWORD, STRANGER);
        guard.succeeded(STRANGER);

        assertThat(guard.failed(Account.PASSWORD, STRANGER)).isFalse();
        assertThat(guard.blocked(Account.PASSWORD, STRANGER)).isEmpty();
    }

    @Test
    void three_addresses_lock_an_account_but_not_for_its_owner() {
        InetAddress friend = InetAddress.ofLiteral("198.51.100.4");
        guard.succeeded(friend);
        guard.failed(Account.PASSWORD, InetAddress.ofLiteral("203.0.113.1"));
        guard.failed(Account.PASSWORD, InetAddress.ofLiteral("203.0.113.2"));
        assertThat(guard.failed(Account.PASSWORD, InetAddress.ofLiteral("203.0.113.3")))
                .isTrue();

        assertThat(guard.blocked(Account.PASSWORD, STRANGER)).contains(Duration.ofMinutes(15));
        assertThat(guard.blocked(Account.SETUP, STRANGER)).isEmpty();
        assertThat(guard.blocked(Account.PASSWORD, LOOPBACK)).isEmpty();
        assertThat(guard.blocked(Account.PASSWORD, friend)).isEmpty();
        clock.forward(Duration.ofMinutes(15));
        assertThat(guard.blocked(Account.PASSWORD, STRANGER)).isEmpty();
    }

    @Test
    void all_addresses_of_one_ipv6_network_are_one() {
        for (int i = 0; i < 10; i++)
            guard.failed(Account.PASSWORD, InetAddress.ofLiteral("2001:db8:1:2::" + Integer.toHexString(i + 1)));

        assertThat(guard.blocked(Account.PASSWORD, InetAddress.ofLiteral("2001:db8:1:2:ffff::1")))
                .isPresent();
        assertThat(guard.blocked(Account.PASSKEY, InetAddress.ofLiteral("2001:db8:1:3::1")))
                .isEmpty();
    }

    @Property(tries = 5)
    void a_flood_of_addresses_does_not_move_memory(@ForAll @IntRange(min = 0, max = 100) int seed) throws Exception {
        var random = new Random(seed);
        var flooded = new LoginGuard(clock);
        for (int i = 0; i < 10; i++) flooded.failed(Account.VAULT, STRANGER);

        for (int i = 0; i < 50_000; i++) {
            byte[] address = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(address);
            InetAddress from = InetAddress.getByAddress(address);
            flooded.failed(Account.PASSWORD, from);
            if (i % 7 == 0) flooded.succeeded(from);
        }

        assertThat(flooded.size()).isLessThanOrEqualTo(LoginGuard.MOST_ADDRESSES + LoginGuard.MOST_FRIENDS);
        assertThat(flooded.blocked(Account.VAULT, STRANGER))
                .as("a ban outlives the flood")
                .isPresent();
    }
}
