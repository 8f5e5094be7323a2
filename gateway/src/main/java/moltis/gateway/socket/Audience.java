package moltis.gateway.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import moltis.core.session.SessionKey;
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

    /** Those who receive an event, each once: no client stands on two of its shelves, since "everything" excludes names. */
    List<Set<ClientConnection>> receivers(Topic topic) {
        List<Set<ClientConnection>> receivers = new ArrayList<>(2);
        String name = topic.name();
        SessionKey session = topic.session().orElse(null);
        if (session == null) {
            add(receivers, Shelf.withoutSession(name));
            add(receivers, Shelf.withoutSession(ALL));
        } else {
            add(receivers, Shelf.anySession(name));
            add(receivers, Shelf.anySession(ALL));
            add(receivers, Shelf.of(name, session));
            add(receivers, Shelf.of(ALL, session));
        }
        return receivers;
    }

    private void add(List<Set<ClientConnection>> receivers, Shelf shelf) {
        Set<ClientConnection> clients = shelves.get(shelf);
        if (clients != null) receivers.add(clients);
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
