package moltis.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import moltis.core.event.ChatEvent;
import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;
import moltis.core.session.RunId;

/** Remembers chat events and lets a test wait for one. */
final class EventLog {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<ChatEvent> events = new ArrayList<>();

    EventLog(EventBus bus) {
        bus.subscribe(this::add);
    }

    private synchronized void add(ServerEvent event) {
        if (event instanceof ChatEvent chat) {
            events.add(chat);
            notifyAll();
        }
    }

    synchronized List<ChatEvent> all() {
        return List.copyOf(events);
    }

    <T extends ChatEvent> List<T> all(Class<T> type) {
        return all().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The states of all events, in order. */
    List<String> states() {
        return all().stream().map(ChatEvent::state).toList();
    }

    <T extends ChatEvent> T await(Class<T> type) throws InterruptedException {
        return await(type, event -> true);
    }

    synchronized <T extends ChatEvent> T await(Class<T> type, Predicate<T> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (ChatEvent event : events) {
                if (type.isInstance(event) && wanted.test(type.cast(event))) return type.cast(event);
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) throw new AssertionError("no such " + type.getSimpleName() + " among " + events);
            wait(left);
        }
    }

    synchronized void awaitCount(Class<? extends ChatEvent> type, int count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (events.stream().filter(type::isInstance).count() < count) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0)
                throw new AssertionError("fewer than " + count + " " + type.getSimpleName() + " among " + events);
            wait(left);
        }
    }

    /** Waits for the event that ends the run, whatever it is. */
    ChatEvent.OfRun awaitEnd(RunId run) throws InterruptedException {
        return await(ChatEvent.OfRun.class, event -> event.run().id().equals(run) && isEnd(event));
    }

    static boolean isEnd(ChatEvent event) {
        return event instanceof ChatEvent.Final
                || event instanceof ChatEvent.Failed
                || event instanceof ChatEvent.Aborted;
    }
}
