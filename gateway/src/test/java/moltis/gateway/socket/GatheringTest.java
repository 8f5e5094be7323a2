package moltis.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private final Gathering gathering = new Gathering();

    private void begin(int writers) {
        for (int i = 0; i < writers; i++) gathering.began();
    }

    @Test
    void a_few_writers_never_wait() {
        begin(64);

        assertThat(gathering.pause()).isZero();
    }

    @Test
    void the_more_there_are_the_longer_each_lets_pieces_gather() {
        begin(65);
        long little = gathering.pause();
        begin(100);

        assertThat(little).isPositive();
        assertThat(gathering.pause()).isGreaterThan(little);
    }

    @Test
    void nobody_notices_the_longest_pause() {
        begin(100_000);

        assertThat(Duration.ofNanos(gathering.pause())).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void those_that_are_done_do_not_count() {
        begin(1000);
        for (int i = 0; i < 1000; i++) gathering.ended();

        assertThat(gathering.pause()).isZero();
    }
}
