package moltis.providers.wire;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.ChatModel;

/** Keeps a distance between any two requests to a vendor that counts them, and waits when it is told to. */
final class Pacer {

    private static final Duration DISTANCE = Duration.ofMillis(1250);
    /** Whoever is told to wait longer hears it himself: another model may answer meanwhile. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final int REPEATS = 2;

    private final Duration distance;
    private final ReentrantLock turn = new ReentrantLock(true);
    private long nextAt = System.nanoTime();

    Pacer() {
        this(DISTANCE);
    }

    Pacer(Duration distance) {
        this.distance = distance;
    }

    ChatModel pace(ChatModel model) {
        return (request, sink) -> {
            for (int attempt = 0; ; attempt++) {
                awaitTurn();
                try {
                    return model.stream(request, sink);
                } catch (ProviderException refused) {
                    if (refused.code() != ErrorCode.PROVIDER_RATE_LIMITED || attempt == REPEATS) throw refused;
                    // A refusal by status comes before the first piece, so nothing is delivered twice.
                    Duration wait = refused.retryAfter().orElse(Duration.ofSeconds(1L << attempt));
                    if (wait.compareTo(LONGEST_WAIT) > 0) throw refused;
                    Thread.sleep(wait);
                }
            }
        };
    }

    private void awaitTurn() throws InterruptedException {
        long wait;
        turn.lockInterruptibly();
        try {
            long now = System.nanoTime();
            wait = Math.max(0, nextAt - now);
            nextAt = now + wait + distance.toNanos();
        } finally {
            turn.unlock();
        }
        Thread.sleep(Duration.ofNanos(wait));
    }
}
