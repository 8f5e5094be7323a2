package moltis.app.link;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import moltis.core.event.EventBus;
import moltis.core.json.Json;
import moltis.gateway.GatewayServer;
import moltis.gateway.access.Identity;
import moltis.gateway.rpc.HttpCaller;
import moltis.gateway.rpc.RpcCall;
import moltis.gateway.rpc.RpcOutcome;
import moltis.gateway.socket.EventText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A gateway inside this process, which listens on no port and ends with the command. */
public final class LocalLink implements Link {

    private final GatewayServer gateway;
    private final EventBus events;
    private final Runnable end;
    private final AtomicLong ids = new AtomicLong();

    /** @param end closes what the gateway stands on */
    public LocalLink(GatewayServer gateway, EventBus events, Runnable end) {
        this.gateway = gateway;
        this.events = events;
        this.end = end;
    }

    @Override
    public JsonNode call(String method, ObjectNode params) throws InterruptedException {
        RpcCall call = new RpcCall(
                "local-" + ids.incrementAndGet(), Identity.LOCAL_OPERATOR, new HttpCaller(Optional.empty()));
        RpcOutcome outcome = gateway.call(method, params, call);
        if (Thread.interrupted()) throw new InterruptedException();
        return switch (outcome) {
            // By way of text: a stored message is text that only becomes a tree when it is read.
            case RpcOutcome.Answered(var payload) -> Json.parse(Json.write(payload));
            case RpcOutcome.Failed(var error) -> throw GatewayError.of(Json.MAPPER.valueToTree(error));
        };
    }

    @Override
    public Listening listen(Consumer<LinkEvent> listener) {
        EventBus.Subscription subscription =
                events.subscribe(event -> listener.accept(new LinkEvent(event.name(), EventText.payload(event))));
        return subscription::close;
    }

    @Override
    public boolean remote() {
        return false;
    }

    @Override
    public void close() {
        end.run();
    }
}
