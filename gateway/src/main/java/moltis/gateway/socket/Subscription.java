package moltis.gateway.socket;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import moltis.core.session.SessionKey;

/**
 * What a client wants to receive.
 *
 * @param everything every event, named or not
 * @param sessions when not empty, events that belong to a session must belong to one of these
 */
record Subscription(boolean everything, Set<String> events, Set<SessionKey> sessions) {

    /** How a client of the older protocol begins. */
    static final Subscription EVERYTHING = new Subscription(true, Set.of(), Set.of());

    static final Subscription NOTHING = new Subscription(false, Set.of(), Set.of());

    private static final String ALL = "*";

    Subscription {
        events = Set.copyOf(events);
        sessions = Set.copyOf(sessions);
    }

    /** From "everything" the first addition turns to "only these". */
    Subscription plus(Collection<String> names, Collection<SessionKey> moreSessions) {
        Set<SessionKey> allSessions = new HashSet<>(sessions);
        allSessions.addAll(moreSessions);
        if (names.contains(ALL)) return new Subscription(true, Set.of(), allSessions);
        Set<String> all = new HashSet<>(events);
        all.addAll(names);
        return new Subscription(false, all, allSessions);
    }

    Subscription minus(Collection<String> names) {
        if (names.contains(ALL)) return new Subscription(false, events, sessions);
        Set<String> rest = new HashSet<>(events);
        rest.removeAll(names);
        return new Subscription(everything, rest, sessions);
    }

    /** The shelves of the {@link Audience} on which the client stands; each event looks at a few of them. */
    Set<Shelf> shelves() {
        Set<Shelf> shelves = new HashSet<>();
        if (everything) add(shelves, ALL);
        else events.forEach(event -> add(shelves, event));
        return shelves;
    }

    private void add(Set<Shelf> shelves, String event) {
        shelves.add(Shelf.withoutSession(event));
        if (sessions.isEmpty()) shelves.add(Shelf.anySession(event));
        else sessions.forEach(session -> shelves.add(Shelf.of(event, session)));
    }

    /** One place to look for receivers of an event. */
    record Shelf(String event, Object place) {

        private enum Place {
            WITHOUT_SESSION,
            ANY_SESSION
        }

        static Shelf withoutSession(String event) {
            return new Shelf(event, Place.WITHOUT_SESSION);
        }

        static Shelf anySession(String event) {
            return new Shelf(event, Place.ANY_SESSION);
        }

        static Shelf of(String event, SessionKey session) {
            return new Shelf(event, session);
        }

        // Written out: it is asked four times for every piece of every answer.
        @Override
        public int hashCode() {
            return 31 * event.hashCode() + place.hashCode();
        }
    }
}
