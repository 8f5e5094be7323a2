package moltis.gateway.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.Route;
import moltis.gateway.rpc.Presence;

/** {@code GET /health}: whether the server answers. */
public final class HealthRoute {

    private static final int PROTOCOL = 4;

    private final String version;
    private final Presence presence;

    public HealthRoute(String version, Presence presence) {
        this.version = version;
        this.presence = presence;
    }

    public Route route() {
        return Route.get("/health", Access.PUBLIC, this::answer);
    }

    private void answer(Exchange exchange) throws IOException {
        exchange.set("Cache-Control", "no-store");
        // Written by hand: the first answer of the process should not wait for the JSON mapper.
        String body = "{\"status\":\"ok\",\"version\":\"" + version + "\",\"protocol\":" + PROTOCOL
                + ",\"connections\":" + presence.connections() + "}";
        exchange.send(200, Exchange.JSON, body.getBytes(StandardCharsets.UTF_8));
    }
}
