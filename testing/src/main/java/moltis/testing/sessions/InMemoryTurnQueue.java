package moltis.testing.sessions;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import moltis.core.session.InterruptedTurn;
import moltis.core.session.QueuedTurn;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.core.session.TurnDraft;
import moltis.core.session.TurnQueue;
import org.jspecify.annotations.Nullable;

/** A queue of turns that ends with the test. */
public final class InMemoryTurnQueue implements TurnQueue {

    private record Running(QueuedTurn turn, TurnDraft draft) {}

    private final TreeMap<Long, QueuedTurn> waiting = new TreeMap<>();
    private final TreeMap<Long, Running> running = new TreeMap<>();
    private final Clock clock;
    private long last;

    public InMemoryTurnQueue(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized QueuedTurn add(SessionKey session, RunId run, String request) {
        var turn = new QueuedTurn(++last, session, run, request, clock.instant());
        waiting.put(turn.id(), turn);
        return turn;
    }

    @Override
    public synchronized boolean replace(QueuedTurn turn, String request) {
        return waiting.computeIfPresent(
                        turn.id(), (id, was) -> new QueuedTurn(id, was.session(), was.run(), request, was.acceptedAt()))
                != null;
    }

    @Override
    public synchronized List<QueuedTurn> waiting(SessionKey session) {
        return waiting.values().stream()
                .filter(turn -> turn.session().equals(session))
                .toList();
    }

    @Override
    public synchronized List<SessionKey> sessionsWithWaiting() {
        return waiting.values().stream().map(QueuedTurn::session).distinct().toList();
    }

    @Override
    public synchronized void start(List<QueuedTurn> turns) {
        for (QueuedTurn turn : turns) {
            if (waiting.remove(turn.id()) != null) running.put(turn.id(), new Running(turn, TurnDraft.EMPTY));
        }
    }

    @Override
    public synchronized void saveDraft(QueuedTurn turn, TurnDraft draft) {
        running.computeIfPresent(turn.id(), (id, was) -> new Running(was.turn(), draft));
    }

    @Override
    public synchronized void finish(List<QueuedTurn> turns) {
        for (QueuedTurn turn : turns) {
            waiting.remove(turn.id());
            running.remove(turn.id());
        }
    }

    @Override
    public synchronized List<QueuedTurn> cancel(List<QueuedTurn> turns) {
        List<QueuedTurn> taken = new ArrayList<>();
        for (QueuedTurn turn : turns) {
            @Nullable QueuedTurn was = waiting.remove(turn.id());
            if (was != null) taken.add(was);
        }
        return List.copyOf(taken);
    }

    @Override
    public synchronized List<InterruptedTurn> interrupted() {
        return running.values().stream()
                .map(it -> new InterruptedTurn(it.turn(), it.draft()))
                .toList();
    }
}
