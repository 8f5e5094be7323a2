package moltis.gateway.socket;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;
import tools.jackson.databind.JsonNode;

/**
 * Carries events to the clients that want them: encodes each one once, numbers it, and puts it into the queue of each
 * receiver. Never waits for a client; one that can't keep up is cut off.
 *
 * <p>The lock makes numbers rise for every client. Under it frames are only queued.
 */
final class Broadcaster implements EventBus.Listener {

    private final Audience audience;
    private final Executor closers;
    private final EventEncoder encoder = new EventEncoder();
    private final Object order = new Object();
    private long seq;

    Broadcaster(Audience audience, Executor closers) {
        this.audience = audience;
        this.closers = closers;
    }

    @Override
    public void on(ServerEvent event) {
        Topic topic = Topic.of(event);
        List<Set<ClientConnection>> receivers = audience.receivers(topic);
        if (receivers.isEmpty()) return;
        EventFrame frame = encoder.encode(event);
        Guard guard = Guard.of(topic.name());
        synchronized (order) {
            long number = ++seq;
            for (Set<ClientConnection> clients : receivers) {
                for (ClientConnection client : clients) {
                    if (guard.admits(client.who())) offer(client, frame, number);
                }
            }
        }
    }

    /** Sends an event to one client, whatever it subscribed to. */
    void direct(ClientConnection client, String name, JsonNode payload) {
        EventFrame frame = EventEncoder.named(name, payload, false);
        synchronized (order) {
            offer(client, frame, ++seq);
        }
    }

    private void offer(ClientConnection client, EventFrame frame, long number) {
        if (client.outbox().offer(frame, number) != Outbox.Offer.OVERFLOW) return;
        client.outbox().discard();
        closers.execute(() -> client.line().close(CloseCode.SLOW_CONSUMER, "too slow, connect again"));
    }
}
