package moltis.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/** The browser sign-ins that wait, at most 32, each for ten minutes. An entry is taken once: who takes it exchanges it. */
final class PendingSignIns {

    private static final int MOST = 32;

    private final Clock clock;
    private final Deque<PendingSignIn> waiting = new ArrayDeque<>();

    PendingSignIns(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(PendingSignIn pending) {
        dropExpired();
        if (waiting.size() == MOST) waiting.removeFirst();
        waiting.addLast(pending);
    }

    /** The entry of this state, which stays. */
    synchronized Optional<PendingSignIn> find(String state) {
        dropExpired();
        return waiting.stream().filter(pending -> same(pending.state(), state)).findFirst();
    }

    /** Takes the entry out. @return false when somebody else was faster */
    synchronized boolean take(PendingSignIn pending) {
        return waiting.remove(pending);
    }

    synchronized boolean removeIf(Predicate<PendingSignIn> unwanted) {
        return waiting.removeIf(unwanted);
    }

    synchronized boolean isWaiting(String provider) {
        dropExpired();
        return waiting.stream().anyMatch(pending -> pending.provider().equals(provider));
    }

    synchronized boolean anyOnPort(int port) {
        dropExpired();
        return waiting.stream().anyMatch(pending -> pending.redirect().getPort() == port);
    }

    private void dropExpired() {
        waiting.removeIf(pending -> !clock.instant().isBefore(pending.expiresAt()));
    }

    private static boolean same(String ours, String theirs) {
        return MessageDigest.isEqual(ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
    }
}
