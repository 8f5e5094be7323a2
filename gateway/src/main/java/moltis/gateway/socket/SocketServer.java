package moltis.gateway.socket;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import moltis.gateway.access.Gate;
import moltis.gateway.access.Identity;
import moltis.gateway.host.MemoryFigures;
import moltis.gateway.rpc.RpcDispatcher;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSocket side of the gateway: takes upgraded connections and carries events to them. Safe for use by many threads. */
public final class SocketServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);
    private static final long GOOD_BYE_MS = 1000;

    private final Conversation.Shared shared;
    private final EventBus events;
    private final Pulse pulse;
    private volatile EventBus.@Nullable Subscription listening;
    private volatile @Nullable Scheduler timers;

    /** @param zones told where a client is, each time one introduces itself */
    public SocketServer(
            RpcDispatcher dispatcher,
            Gate gate,
            Clients clients,
            EventBus events,
            SocketFacts facts,
            SocketLimits limits,
            InstantSource clock,
            Consumer<ZoneId> zones,
            Executor tasks) {
        var audience = new Audience();
        this.events = events;
        this.shared = new Conversation.Shared(
                new Handshake(gate, dispatcher, facts, limits),
                dispatcher,
                clients,
                audience,
                new Broadcaster(audience, tasks),
                limits,
                facts,
                clock,
                zones,
                tasks,
                new Gathering());
        this.pulse = new Pulse(clients, gate, events, new MemoryFigures(), clock, limits.silence());
    }

    /** Begins to carry events. @param scheduler runs; outlives this */
    public void start(Scheduler scheduler) {
        timers = scheduler;
        listening = events.subscribe(shared.broadcaster());
        beatLater(scheduler);
    }

    /** The handler of a new connection. */
    public FrameHandler accept(Upgrade upgrade) {
        Scheduler scheduler = timers;
        if (scheduler == null) throw new IllegalStateException("not started");
        return new SocketEndpoint(shared, upgrade, scheduler);
    }

    /**
     * Lets clients go whose credential was withdrawn: each is told {@code auth.credentials_changed}, whatever it
     * subscribed to, and then its connection ends.
     */
    public void dismiss(Predicate<Identity> whom, String reason) {
        for (ClientConnection client : List.copyOf(shared.clients().all())) {
            if (!whom.test(client.who())) continue;
            shared.broadcaster()
                    .direct(client, "auth.credentials_changed", Json.object().put("reason", reason));
            client.outbox().closeAfterFlush(() -> client.line().close(CloseCode.REFUSED, "sign in again"));
        }
    }

    /** How connections are to be configured. */
    public Configuration.Customizer configuration() {
        return configuration -> {
            // Large messages come in pieces, of which we keep no more than we may.
            configuration.setAutoFragment(true);
            configuration.setMaxFrameSize(0);
            configuration.setMaxTextMessageSize(0);
            configuration.setMaxBinaryMessageSize(0);
            configuration.setIdleTimeout(Duration.ZERO);
        };
    }

    /** Tells every client that the server stops, and lets them go. */
    @Override
    public void close() {
        EventBus.Subscription subscription = listening;
        if (subscription == null) return;
        listening = null;
        timers = null;
        shared.broadcaster().on(new ServerEvent.Named("shutdown", Json.object().put("reason", "stop"), false));
        subscription.close();
        List<ClientConnection> all = List.copyOf(shared.clients().all());
        var told = new CountDownLatch(all.size());
        for (ClientConnection client : all) {
            client.outbox().closeAfterFlush(() -> {
                client.line().close(CloseCode.RESTART, "the server stops");
                told.countDown();
            });
        }
        await(told);
    }

    /** Gives clients that read slowly a moment; those that do not read at all are cut off. */
    private static void await(CountDownLatch told) {
        try {
            if (!told.await(GOOD_BYE_MS, TimeUnit.MILLISECONDS))
                LOG.atDebug().addKeyValue("clients", told.getCount()).log("some clients did not hear the good-bye");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beatLater(Scheduler scheduler) {
        scheduler.schedule(
                () -> {
                    if (timers == null) return;
                    shared.tasks().execute(pulse::beat);
                    beatLater(scheduler);
                },
                shared.limits().tick().toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
