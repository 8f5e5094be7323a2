package moltis.gateway.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import moltis.gateway.access.Access;
import moltis.gateway.access.Gate;
import moltis.gateway.access.Identity;
import moltis.gateway.access.Verdict;
import moltis.gateway.socket.SocketServer;
import moltis.gateway.socket.Upgrade;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;

/** Lets WebSocket connections in: never a page of another site, whatever the gate says, then whom the gate admits. */
final class UpgradeDoor {

    private static final String FOREIGN = "cross-origin WebSocket connections are not allowed";

    /** The paths of the socket: the second is for programs, which prove who they are in the handshake. */
    private final Map<String, Access> paths = Map.of("/ws/chat", Access.KNOWN, "/ws", Access.PUBLIC);

    private final Gate gate;
    private final SocketServer sockets;
    private final WebSocketMappings mappings;

    UpgradeDoor(Gate gate, SocketServer sockets, WebSocketComponents components) {
        this.gate = gate;
        this.sockets = sockets;
        this.mappings = new WebSocketMappings(components);
    }

    boolean serves(String path) {
        return paths.containsKey(path);
    }

    void handle(Exchange exchange, Request request, Response response, Callback callback) throws IOException {
        if (!gate.sameOrigin(exchange)) {
            exchange.text(403, FOREIGN);
            callback.succeeded();
            return;
        }
        switch (gate.request(exchange, paths.getOrDefault(exchange.path(), Access.KNOWN))) {
            case Verdict.Elsewhere _ ->
                refuse(exchange, new HttpProblem(401, "UNAUTHORIZED", "sign in first"), callback);
            case Verdict.Refused(var status, var code, var message, var retryAfter) ->
                refuse(exchange, new HttpProblem(status, code, message, retryAfter), callback);
            case Verdict.Admitted(var who) -> upgrade(exchange, who, request, response, callback);
        }
    }

    private static void refuse(Exchange exchange, HttpProblem problem, Callback callback) throws IOException {
        Long seconds = problem.retryAfterSeconds();
        if (seconds != null) exchange.set("Retry-After", seconds.toString());
        exchange.json(problem.status(), ErrorBody.of(problem));
        callback.succeeded();
    }

    private void upgrade(Exchange exchange, Identity who, Request request, Response response, Callback callback)
            throws IOException {
        var upgrade = new Upgrade(who, gate.peer(exchange), exchange.header("Accept-Language"));
        if (mappings.upgrade(new Negotiator(upgrade), request, response, callback, sockets.configuration())) return;
        exchange.set("Upgrade", "websocket");
        exchange.json(426, ErrorBody.of(new HttpProblem(426, "UPGRADE_REQUIRED", "this address speaks WebSocket")));
        callback.succeeded();
    }

    private final class Negotiator extends WebSocketNegotiator.AbstractNegotiator {

        private final Upgrade upgrade;

        Negotiator(Upgrade upgrade) {
            this.upgrade = upgrade;
        }

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            // No compression: on this machine it costs more than it saves, and its buffers would be the largest thing
            // that an idle connection holds.
            response.setExtensions(List.of());
            return sockets.accept(upgrade);
        }
    }
}
