package moltis.config;

import java.time.Duration;

/** Looks at the file from time to time on a thread of its own, so that an edit by hand takes effect. */
public final class ConfigWatcher implements AutoCloseable {

    private final Thread thread;

    private ConfigWatcher(Thread thread) {
        this.thread = thread;
    }

    /** Starts to look every {@code interval}; listeners of {@code live} hear of changes on that thread. */
    public static ConfigWatcher start(LiveConfig live, Duration interval) {
        return new ConfigWatcher(Thread.ofVirtual().name("config-watcher").start(() -> watch(live, interval)));
    }

    private static void watch(LiveConfig live, Duration interval) {
        try {
            while (true) {
                Thread.sleep(interval);
                live.reloadIfChanged();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
