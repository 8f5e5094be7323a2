package moltis.gateway.socket;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import moltis.gateway.socket.Subscription.Shelf;

/**
 * Who listens to what, arranged so that an event finds its receivers without asking all clients. Safe for use by many
 * threads; an event that is sent while a client changes its subscription goes by the old one or by the new one.
 */
final class Audience {

    private static final String ALL = "*";

    private final ConcurrentHashMap<Shelf, Set<ClientConnection>> shelves = new ConcurrentHashMap<>();

    /** Moves a client from one subscription to another. What both name it receives throughout. */
    void move(ClientConnection client, Subscription from, Subscription to) {
        Set<Shelf> old = from.shelves();
        Set<Shelf> now = to.shelves();
        for (Shelf shelf : now) {
            if (!old.contains(shelf)) put(shelf, client);
        }
        for (Shelf shelf : old) {
            if (!now.contains(shelf)) take(shelf, client);
        }
    }

    boolean isEmpty(Topic topic) {
        return forShelves(topic, shelf -> !shelves.containsKey(shelf));
    }

    /** Calls {@code each} once for every receiver. */
    void receivers(Topic topic, Consumer<ClientConnection> each) {
        // No client stands on two of an event's shelves: "everything" excludes names.
        forShelves(topic, shelf -> {
            Set<ClientConnection> clients = shelves.get(shelf);
            if (clients != null) clients.forEach(each);
            return true;
        });
    }

    private static boolean forShelves(Topic topic, Predicate<Shelf> visit) {
        String name = topic.name();
        if (topic.session().isEmpty())
            return visit.test(Shelf.withoutSession(name)) && visit.test(Shelf.withoutSession(ALL));
        var session = topic.session().get();
        return visit.test(Shelf.anySession(name))
                && visit.test(Shelf.anySession(ALL))
                && visit.test(Shelf.of(name, session))
                && visit.test(Shelf.of(ALL, session));
    }

    private void put(Shelf shelf, ClientConnection client) {
        shelves.compute(shelf, (_, clients) -> {
            Set<ClientConnection> those = clients == null ? ConcurrentHashMap.newKeySet() : clients;
            those.add(client);
            return those;
        });
    }

    private void take(Shelf shelf, ClientConnection client) {
        shelves.computeIfPresent(shelf, (_, clients) -> {
            clients.remove(client);
            return clients.isEmpty() ? null : clients;
        });
    }
}
