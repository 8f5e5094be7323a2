package moltis.gateway.socket;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import moltis.gateway.rpc.Presence;

/** The clients that are connected. Safe for use by many threads. */
public final class Clients implements Presence {

    private final ConcurrentHashMap<String, ClientConnection> byId = new ConcurrentHashMap<>();

    void add(ClientConnection client) {
        byId.put(client.connectionId(), client);
    }

    void remove(ClientConnection client) {
        byId.remove(client.connectionId(), client);
        client.leave();
    }

    Collection<ClientConnection> all() {
        return byId.values();
    }

    @Override
    public int connections() {
        return byId.size();
    }

    @Override
    public List<Present> present() {
        return byId.values().stream().map(Clients::present).toList();
    }

    private static Present present(ClientConnection client) {
        return new Present(
                client.connectionId(),
                client.info().id(),
                client.who().role(),
                client.info().platform(),
                client.connectedAt(),
                client.heardAt());
    }
}
