package moltis.providers.local;

import java.time.Duration;
import java.time.Instant;

/** The time that passes between questions. */
interface IdleTime {

    IdleTime REAL = new IdleTime() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            Thread.sleep(time);
        }
    };

    Instant now();

    void sleep(Duration time) throws InterruptedException;
}
