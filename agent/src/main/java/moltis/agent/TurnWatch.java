package moltis.agent;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import moltis.core.StorageException;
import moltis.core.session.TurnDraft;
import moltis.core.session.TurnQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all running turns a few times a second, from a thread of its own: saves how far they have come, and reports those
 * that no longer move. Sleeps while nothing runs. Never takes more than a fifth of its time for saving, so that drafts get
 * rarer and not the turns slower when there are many.
 */
final class TurnWatch implements AutoCloseable {

    static final Duration EVERY = Duration.ofMillis(250);

    private static final Logger log = LoggerFactory.getLogger(TurnWatch.class);

    private final Map<Turn, Long> movedAt = new ConcurrentHashMap<>();
    private final TurnQueue queue;
    private final Supplier<Duration> limit;
    private final Predicate<Turn> waits;
    private final Consumer<Turn> onStuck;
    private final Duration every;
    private @Nullable Thread thread;
    private boolean closed;

    /**
     * @param limit how long a turn may stand still; zero is for ever
     * @param waits whether a turn stands still because it waits for the person, which has a limit of its own
     * @param onStuck told about a turn that stood still too long; returns at once
     */
    TurnWatch(
            TurnQueue queue, Supplier<Duration> limit, Predicate<Turn> waits, Consumer<Turn> onStuck, Duration every) {
        this.queue = queue;
        this.limit = limit;
        this.waits = waits;
        this.onStuck = onStuck;
        this.every = every;
    }

    void watch(Turn turn) {
        movedAt.put(turn, System.nanoTime());
        synchronized (this) {
            if (thread == null && !closed)
                thread = Thread.ofVirtual().name("turn-watch").start(this::run);
            notifyAll();
        }
    }

    void release(Turn turn) {
        movedAt.remove(turn);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                synchronized (this) {
                    while (movedAt.isEmpty()) wait();
                }
                Thread.sleep(every);
                long begun = System.nanoTime();
                look();
                Thread.sleep(Duration.ofNanos(4 * (System.nanoTime() - begun)));
            }
        } catch (InterruptedException closing) {
            log.atTrace().log("turn watch ends");
        }
    }

    private void look() {
        long now = System.nanoTime();
        long allowed = limit.get().toNanos();
        Iterator<Map.Entry<Turn, Long>> turns = movedAt.entrySet().iterator();
        while (turns.hasNext()) {
            Map.Entry<Turn, Long> entry = turns.next();
            Turn turn = entry.getKey();
            if (turn.hasEnded()) {
                turns.remove();
                continue;
            }
            if (turn.takeMoved() || waits.test(turn)) movedAt.replace(turn, now);
            else if (allowed > 0 && now - entry.getValue() > allowed) {
                turns.remove();
                onStuck.accept(turn);
                continue;
            }
            save(turn);
        }
    }

    private void save(Turn turn) {
        if (turn.queued().isEmpty()) return;
        @Nullable TurnDraft draft = turn.takeDraft();
        if (draft == null) return;
        try {
            queue.saveDraft(turn.queued().getLast(), draft);
        } catch (StorageException e) {
            log.atWarn().addKeyValue("run", turn.id()).setCause(e).log("draft not saved");
        }
    }
}
