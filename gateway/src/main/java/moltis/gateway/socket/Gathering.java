package moltis.gateway.socket;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long a writer lets the pieces of an answer gather before it writes them as one. With few busy writers it does not
 * wait at all; the more there are, the longer, up to what nobody notices: so a crowd costs fewer and larger frames
 * instead of a growing delay. Safe for use by many threads.
 */
final class Gathering {

    private static final int FEW = 64;
    private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    private final AtomicInteger busy = new AtomicInteger();

    void began() {
        busy.incrementAndGet();
    }

    void ended() {
        busy.decrementAndGet();
    }

    /** In nanoseconds. */
    long pause() {
        int beyond = busy.get() - FEW;
        return beyond <= 0 ? 0 : Math.min(beyond * STEP_NANOS, LONGEST_NANOS);
    }
}
