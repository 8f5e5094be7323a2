package moltis.access.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import moltis.access.RandomBytes;
import moltis.core.RequestException;
import moltis.core.Secret;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PasswordHashesTest {

    /** Made by the reference implementation: "password" with the salt "somesalt". */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    private static final Secret OWN = Secret.of("green kettles sing");

    private final PasswordHashes hashes = new PasswordHashes(RandomBytes.SYSTEM);

    @Test
    void a_hash_is_in_the_common_form_and_fits_its_password_only() throws Exception {
        String hash = hashes.hash(OWN);

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hashes.match(OWN, Optional.of(hash))).isEqualTo(new PasswordHashes.Match(true, Optional.empty()));
        assertThat(hashes.match(Secret.of("green kettles sang"), Optional.of(hash))
                        .right())
                .isFalse();
        assertThat(hashes.hash(OWN)).isNotEqualTo(hash);
    }

    @Test
    void what_the_reference_implementation_made_is_accepted() throws Exception {
        assertThat(hashes.match(Secret.of("password"), Optional.of(REFERENCE)).right())
                .isTrue();
    }

    @Test
    void one_password_typed_on_two_keyboards_is_one() throws Exception {
        String composed = hashes.hash(Secret.of("fährt die Bahn"));

        assertThat(hashes.match(Secret.of("fa\u0308hrt die Bahn"), Optional.of(composed))
                        .right())
                .isTrue();
    }

    @Test
    void a_weaker_hash_is_renewed_when_its_password_is_known() throws Exception {
        String weak = "$argon2id$v=19$m=65536,t=1,p=1$c29tZXNhbHQ$9qWtwbpyPd3vm1rB1GThgPzZ3/ydHL92zKL+15XZypg";

        PasswordHashes.Match match = hashes.match(Secret.of("password"), Optional.of(weak));

        assertThat(match.right()).isTrue();
        assertThat(match.renewed().orElseThrow()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hashes.match(Secret.of("wrong one here"), Optional.of(weak)).renewed())
                .isEmpty();
    }

    @Test
    void without_a_password_nothing_fits() throws Exception {
        assertThat(hashes.match(OWN, Optional.empty()).right()).isFalse();
    }

    @Test
    void a_flood_of_tries_waits_or_is_turned_away() throws Exception {
        var random = new SlowBytes();
        var slow = new PasswordHashes(random);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = IntStream.range(0, 200)
                    .mapToObj(_ -> threads.submit(() -> slow.hash(OWN)))
                    .toList();
            // Those that were turned away end first; the others hold their places.
            while (tries.stream().filter(Future::isDone).count() < 200 - 18 - 8) Thread.onSpinWait();

            assertThat(random.most).isLessThanOrEqualTo(2);

            random.open.countDown();
            assertThat(tries.stream()
                            .filter(one -> failed(one) instanceof RequestException)
                            .count())
                    .isGreaterThan(150);
        }
    }

    @Property(tries = 500)
    void a_stored_text_that_is_no_hash_fits_nothing(@ForAll String text) {
        assertThat(Argon2.parse(text)).isEmpty();
        assertThat(Argon2.parse("$argon2id$v=19$m=99999999,t=2,p=1$" + text)).isEmpty();
    }

    @Test
    void a_hash_that_would_cost_the_whole_memory_is_not_computed() {
        assertThat(Argon2.parse(REFERENCE.replace("m=65536", "m=9999999"))).isEmpty();
        assertThat(Argon2.parse(REFERENCE.replace("t=2", "t=999"))).isEmpty();
        assertThat(Argon2.parse(REFERENCE).orElseThrow().toString()).doesNotContain("CTFh");
    }

    private static Throwable failed(Future<String> one) {
        try {
            one.get();
            return new AssertionError("it was hashed");
        } catch (Exception e) {
            return e.getCause();
        }
    }

    /** Holds whoever hashes until the test lets go, and counts them. */
    private static final class SlowBytes implements RandomBytes {
        private final CountDownLatch open = new CountDownLatch(1);
        private int inside;
        private volatile int most;

        @Override
        public byte[] take(int count) {
            synchronized (this) {
                most = Math.max(most, ++inside);
            }
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (this) {
                inside--;
            }
            return new byte[count];
        }
    }
}
