package moltis.testing.sessions;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock on which a millisecond passes whenever somebody looks, so that no two moments are equal. */
final class TickingClock extends Clock {

    private final AtomicLong now = new AtomicLong(1_767_225_600_000L);

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now.incrementAndGet());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
