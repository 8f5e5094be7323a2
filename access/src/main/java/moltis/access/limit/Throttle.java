package moltis.access.limit;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of strangers in windows of a minute. Holds a bounded number of windows; under a flood of addresses
 * the oldest are forgotten first. Safe for use by many threads.
 */
public final class Throttle {

    static final int MOST = 8192;
    static final Duration WINDOW = Duration.ofSeconds(60);

    private record Key(Neighbourhood from, Tier tier) {}

    private static final class Window {
        private final Instant began;
        private int count;

        Window(Instant began) {
            this.began = began;
        }
    }

    private final InstantSource clock;
    // Guarded by this. In the order in which they began.
    private final Map<Key, Window> windows = new LinkedHashMap<>();

    public Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts one request. @return empty if it may go on, else how long until the next one may */
    public Optional<Duration> count(Tier tier, InetAddress from) {
        var key = new Key(Neighbourhood.of(from), tier);
        Instant now = clock.instant();
        synchronized (this) {
            @Nullable Window window = windows.get(key);
            if (window == null || isOver(window, now)) {
                windows.remove(key);
                makeRoom(now);
                window = new Window(now);
                windows.put(key, window);
            }
            if (window.count >= tier.perMinute()) return Optional.of(Duration.between(now, window.began.plus(WINDOW)));
            window.count++;
            return Optional.empty();
        }
    }

    synchronized int size() {
        return windows.size();
    }

    private void makeRoom(Instant now) {
        Iterator<Window> oldest = windows.values().iterator();
        while (oldest.hasNext()) {
            if (!isOver(oldest.next(), now) && windows.size() < MOST) return;
            oldest.remove();
        }
    }

    private static boolean isOver(Window window, Instant now) {
        // A clock that was set back must not lock anybody out.
        return now.isBefore(window.began) || !now.isBefore(window.began.plus(WINDOW));
    }
}
