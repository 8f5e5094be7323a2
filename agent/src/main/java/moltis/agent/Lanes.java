package moltis.agent;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import moltis.core.event.ChatEvent;
import moltis.core.event.EventBus;
import moltis.core.session.QueuedTurn;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;

/**
 * The lines of all sessions that have something to do. A session's monitor is held for a moment and never over I/O; events
 * about the line are published under it, so that everybody hears them in the order in which things happened.
 */
final class Lanes {

    private final Map<SessionKey, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<RunId, Turn> running = new ConcurrentHashMap<>();
    private final EventBus events;
    private final Supplier<QueueMode> mode;
    private final InstantSource clock;
    private final Consumer<Turn> runner;
    private volatile boolean closed;

    /** @param runner what a turn's own thread does; must release the turn in the end */
    Lanes(EventBus events, Supplier<QueueMode> mode, InstantSource clock, Consumer<Turn> runner) {
        this.events = events;
        this.mode = mode;
        this.clock = clock;
        this.runner = runner;
    }

    /** Puts a stored message into line, and starts its turn if nothing is before it. */
    SendResult admit(Lane.Waiting message) {
        return in(message.turn().session(), lane -> {
            lane.add(message);
            boolean starts =
                    lane.active().isEmpty() && lane.position(message.turn().id()) == 1;
            if (starts && startNext(lane))
                return new SendResult.Started(message.turn().run());
            int position = lane.position(message.turn().id());
            QueueMode now = mode.get();
            events.publish(new ChatEvent.Queued(
                    message.turn().session(), message.turn().run(), now.wireName(), position));
            return new SendResult.Queued(message.turn().run(), message.turn().id(), now, position);
        });
    }

    /** Puts stored messages into line without telling, and starts the first turn. */
    void resume(SessionKey session, List<Lane.Waiting> messages) {
        in(session, lane -> {
            messages.forEach(lane::add);
            return lane.active().isEmpty() && startNext(lane);
        });
    }

    /** Starts a turn that may not wait. @return empty if it would have to */
    Optional<Turn> startAlone(RunId run, SendRequest request, Optional<QueuedTurn> stored) {
        return in(request.session(), lane -> {
            if (closed || !lane.isIdle()) return Optional.empty();
            Turn turn = new Turn(run, request, stored.stream().toList(), events, clock.instant());
            occupy(lane, turn);
            return Optional.of(turn);
        });
    }

    /** The turn is over: tells {@code last} and gives the session to the next one. */
    void release(Turn turn, ChatEvent last) {
        running.remove(turn.id());
        in(turn.session(), lane -> {
            events.publish(last);
            return lane.vacate(turn) && startNext(lane);
        });
    }

    /** Does something with a session's line; what {@code work} does must not block. */
    <T> T in(SessionKey session, Function<Lane, T> work) {
        while (true) {
            Lane lane = lanes.computeIfAbsent(session, _ -> new Lane());
            synchronized (lane) {
                if (lane.isRetired()) continue;
                T result = work.apply(lane);
                if (lane.isIdle()) {
                    lane.retire();
                    lanes.remove(session, lane);
                }
                return result;
            }
        }
    }

    Optional<Turn> running(SessionKey session) {
        return in(session, Lane::active);
    }

    Optional<Turn> running(RunId run) {
        return Optional.ofNullable(running.get(run));
    }

    List<Turn> running() {
        return new ArrayList<>(running.values());
    }

    /** Starts no more turns; what waits stays in the queue. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    private boolean startNext(Lane lane) {
        if (closed) return false;
        List<Lane.Waiting> next = lane.takeNext(mode.get());
        if (next.isEmpty()) return false;
        SendRequest request =
                Collected.of(next.stream().map(Lane.Waiting::request).toList());
        List<QueuedTurn> stored = next.stream().map(Lane.Waiting::turn).toList();
        occupy(lane, new Turn(stored.getLast().run(), request, stored, events, clock.instant()));
        return true;
    }

    private void occupy(Lane lane, Turn turn) {
        lane.occupy(turn);
        running.put(turn.id(), turn);
        turn.start(() -> runner.accept(turn));
    }
}
