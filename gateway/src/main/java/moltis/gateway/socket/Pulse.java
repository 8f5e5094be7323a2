package moltis.gateway.socket;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import moltis.gateway.access.Gate;
import moltis.gateway.host.MemoryFigures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happens at every tick: clients are told the time, asked for a sign of life, and let go when they gave none
 * or may not be here any more.
 */
final class Pulse {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final Clients clients;
    private final Gate gate;
    private final EventBus events;
    private final MemoryFigures memory;
    private final InstantSource clock;
    private final Duration silence;

    Pulse(Clients clients, Gate gate, EventBus events, MemoryFigures memory, InstantSource clock, Duration silence) {
        this.clients = clients;
        this.gate = gate;
        this.events = events;
        this.memory = memory;
        this.clock = clock;
        this.silence = silence;
    }

    void beat() {
        Instant now = clock.instant();
        Instant deadline = now.minus(silence);
        for (ClientConnection client : clients.all()) {
            if (client.heardAt().isBefore(deadline)) letGo(client);
            else if (!gate.stands(client.who())) turnOut(client);
            else client.line().ping();
            long missed = client.newlyDropped();
            if (missed > 0)
                LOG.atWarn()
                        .addKeyValue("connection", client.connectionId())
                        .addKeyValue("events", missed)
                        .log("a slow client missed events");
        }
        if (clients.connections() > 0) events.publish(tick(now));
    }

    private static void letGo(ClientConnection client) {
        LOG.atInfo().addKeyValue("connection", client.connectionId()).log("a silent client was let go");
        client.line().close(CloseCode.GOING_AWAY, "no sign of life");
    }

    /** What it came in with was withdrawn by another process; this one tells its clients at once. */
    private static void turnOut(ClientConnection client) {
        LOG.atInfo().addKeyValue("connection", client.connectionId()).log("a client's credential counts no more");
        client.line().close(CloseCode.REFUSED, "sign in again");
    }

    private ServerEvent tick(Instant now) {
        ObjectNode payload = Json.object().put("ts", now.toEpochMilli());
        payload.set("mem", Json.MAPPER.valueToTree(memory.now()));
        return new ServerEvent.Named("tick", payload, true);
    }
}
