package moltis.agent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import moltis.core.session.QueuedTurn;
import org.jspecify.annotations.Nullable;

/**
 * The line of one session: what waits, in the order of acceptance, and the one turn that runs. Every method must be called
 * with the lane's monitor held; none of them blocks.
 */
final class Lane {

    /** A stored message with its request. */
    record Waiting(QueuedTurn turn, SendRequest request) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private @Nullable Turn active;
    private boolean retired;

    Optional<Turn> active() {
        return Optional.ofNullable(active);
    }

    List<Waiting> waiting() {
        return List.copyOf(waiting);
    }

    void add(Waiting message) {
        waiting.add(message);
        waiting.sort(Comparator.comparingLong(it -> it.turn().id()));
    }

    void occupy(Turn turn) {
        active = turn;
    }

    /** @return false if another turn has the lane by now */
    boolean vacate(Turn turn) {
        if (active != turn) return false;
        active = null;
        return true;
    }

    /** Takes out what the next turn answers: one message, or in {@code COLLECT} all at the front that belong together. */
    List<Waiting> takeNext(QueueMode mode) {
        if (waiting.isEmpty()) return List.of();
        int count = 1;
        if (mode == QueueMode.COLLECT) {
            while (count < waiting.size() && belongTogether(waiting.getFirst(), waiting.get(count))) count++;
        }
        List<Waiting> taken = List.copyOf(waiting.subList(0, count));
        waiting.subList(0, count).clear();
        return taken;
    }

    /** The place of a message in line, from 1; 0 if it does not wait. */
    int position(long id) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).turn().id() == id) return i + 1;
        }
        return 0;
    }

    Optional<Waiting> find(long id) {
        return waiting.stream().filter(it -> it.turn().id() == id).findFirst();
    }

    Optional<Waiting> remove(long id) {
        Optional<Waiting> found = find(id);
        found.ifPresent(waiting::remove);
        return found;
    }

    /** @return false if no such message waits any more */
    boolean replace(long id, Waiting now) {
        int position = position(id);
        if (position == 0) return false;
        waiting.set(position - 1, now);
        return true;
    }

    List<Waiting> removeAll() {
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    boolean isIdle() {
        return active == null && waiting.isEmpty();
    }

    boolean isRetired() {
        return retired;
    }

    /** Nobody may use this lane any more; the session gets a new one when it needs it. */
    void retire() {
        retired = true;
    }

    /** Messages may be answered together when the same rights and wishes hold for both. */
    private static boolean belongTogether(Waiting one, Waiting other) {
        SendRequest a = one.request();
        SendRequest b = other.request();
        return a.audience() == b.audience() && a.tools().equals(b.tools());
    }
}
