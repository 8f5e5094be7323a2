package moltis.gateway.v1;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import moltis.gateway.access.Identity;

/** The calls that are under way in this process. Safe for use by many threads. */
public final class LiveCalls {

    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final InstantSource clock;

    public LiveCalls(InstantSource clock) {
        this.clock = clock;
    }

    /** The oldest first. */
    public List<LiveCall> list() {
        return running.values().stream()
                .map(Running::call)
                .sorted(java.util.Comparator.comparingLong(LiveCall::number))
                .toList();
    }

    /** Ends the calls of those whose credential was withdrawn. */
    public void end(Predicate<Identity> whom) {
        running.values().stream()
                .filter(each -> whom.test(each.call().caller().who()))
                .forEach(Running::interrupt);
    }

    /** The call of this thread, until it is closed. */
    Running begin(CallerKey caller, String model, String dialect) {
        long number = numbers.incrementAndGet();
        var made = new Running(new LiveCall(number, caller, model, dialect, clock.instant()), Thread.currentThread());
        running.put(number, made);
        return made;
    }

    /** One call. May be interrupted as long as it is open, and never afterwards. */
    final class Running implements AutoCloseable {

        private final LiveCall call;
        private final Thread thread;
        private boolean over;

        private Running(LiveCall call, Thread thread) {
            this.call = call;
            this.thread = thread;
        }

        LiveCall call() {
            return call;
        }

        synchronized void interrupt() {
            if (!over) thread.interrupt();
        }

        @Override
        public void close() {
            running.remove(call.number());
            synchronized (this) {
                over = true;
                // Whatever interrupted this call is over with it; the thread goes on to other things.
                Thread.interrupted();
            }
        }
    }
}
