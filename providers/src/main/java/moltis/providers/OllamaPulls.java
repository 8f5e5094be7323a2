package moltis.providers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import moltis.core.MoltisException;
import org.jspecify.annotations.Nullable;

/**
 * Brings models into a local Ollama in the background, one pull a model, and tells every open page how far each is: the
 * event {@code providers.ollama.pull}. Safe for use by many threads.
 */
public final class OllamaPulls implements AutoCloseable {

    private static final long REPORT_EVERY_NANOS = 100_000_000;
    private static final int MOST_REMEMBERED = 20;

    private final Puller puller;
    private final ProviderEvents events;
    private final LongSupplier nanos;
    private final Map<String, Pull> pulls = new LinkedHashMap<>();
    private final Map<String, Thread> running = new LinkedHashMap<>();

    OllamaPulls(Puller puller, ProviderEvents events, LongSupplier nanos) {
        this.puller = puller;
        this.events = events;
        this.nanos = nanos;
    }

    /** Pulls one model and waits for it. */
    @FunctionalInterface
    interface Puller {

        void pull(String model, Consumer<PullProgress> progress) throws InterruptedException;
    }

    /**
     * A pull as it stands.
     *
     * @param status what the server does, in its own words
     * @param total bytes of the part that is being loaded; 0 when unknown
     * @param error why it failed; absent when it did not
     */
    public record Pull(
            String model,
            String status,
            long downloaded,
            long total,
            boolean complete,
            @Nullable String error) {

        boolean over() {
            return complete || error != null;
        }
    }

    /** Begins a pull, unless it runs. Returns at once. */
    public synchronized void start(String model) {
        if (running.containsKey(model)) return;
        pulls.remove(model);
        if (pulls.size() >= MOST_REMEMBERED) pulls.values().removeIf(Pull::over);
        put(new Pull(model, "starting", 0, 0, false, null));
        running.put(model, Thread.ofVirtual().name("ollama-pull").start(() -> run(model)));
    }

    /** Those that run, and how the last ones ended. */
    public synchronized List<Pull> all() {
        return new ArrayList<>(pulls.values());
    }

    /** Stops what runs; Ollama keeps what arrived. */
    @Override
    public synchronized void close() {
        running.values().forEach(Thread::interrupt);
    }

    private void run(String model) {
        long[] reported = {nanos.getAsLong() - REPORT_EVERY_NANOS};
        try {
            puller.pull(model, progress -> {
                var now = new Pull(model, progress.status(), progress.completed(), progress.total(), false, null);
                put(now);
                if (nanos.getAsLong() - reported[0] < REPORT_EVERY_NANOS) return;
                reported[0] = nanos.getAsLong();
                events.pulled(now);
            });
            ended(new Pull(model, "success", 0, 0, true, null));
        } catch (MoltisException e) {
            ended(new Pull(model, "failed", 0, 0, false, e.sentence()));
        } catch (InterruptedException _) {
            ended(new Pull(model, "stopped", 0, 0, false, "the pull was stopped"));
        }
    }

    private synchronized void put(Pull pull) {
        pulls.put(pull.model(), pull);
    }

    private void ended(Pull pull) {
        synchronized (this) {
            running.remove(pull.model());
            put(pull);
        }
        events.pulled(pull);
    }
}
