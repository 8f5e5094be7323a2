package moltis.gateway.methods;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import moltis.core.RequestException;
import moltis.gateway.rpc.Presence;
import moltis.gateway.rpc.RpcCall;
import moltis.gateway.rpc.RpcMethod;
import moltis.gateway.socket.KnownEvents;
import org.jspecify.annotations.Nullable;

/** The server itself, who is connected to it, and what a connection receives. */
public final class ConnectionMethods {

    private static final int PROTOCOL = 4;

    private final Presence presence;
    private final ServerFacts server;
    private final InstantSource clock;
    private final Supplier<List<RpcMethod<?, ?>>> table;

    /** @param table every method there is, asked when somebody asks */
    public ConnectionMethods(
            Presence presence, ServerFacts server, InstantSource clock, Supplier<List<RpcMethod<?, ?>>> table) {
        this.presence = presence;
        this.server = server;
        this.clock = clock;
        this.table = table;
    }

    public List<RpcMethod<?, ?>> methods() {
        return List.of(
                RpcMethod.read("health", Empty.class, Health.class, (_, _) -> health()),
                RpcMethod.read("status", Empty.class, Status.class, (_, _) -> status()),
                RpcMethod.read("system-presence", Empty.class, Present.class, (_, _) -> present()),
                RpcMethod.read("system.describe", Empty.class, Description.class, (_, _) -> describe()),
                RpcMethod.read("last-heartbeat", Empty.class, LastHeartbeat.class, (_, call) -> lastHeartbeat(call)),
                RpcMethod.write("set-heartbeats", Empty.class, Empty.class, (_, call) -> touch(call)),
                // Reading is enough: a key that may only look can watch.
                RpcMethod.read("subscribe", Subscribe.class, Subscribed.class, ConnectionMethods::subscribe),
                RpcMethod.read("unsubscribe", Unsubscribe.class, Empty.class, ConnectionMethods::unsubscribe),
                RpcMethod.read("channel.join", Channels.class, Joined.class, ConnectionMethods::join),
                RpcMethod.read("channel.leave", Channels.class, Left.class, ConnectionMethods::leave));
    }

    public record Health(String status, String version, int connections) {}

    /** @param nodes devices that run commands for us */
    public record Status(
            String version, String hostname, int connections, long uptimeMs, int nodes, boolean hasMobileNode) {}

    public record Present(List<PresentClient> clients, List<String> nodes) {}

    /** @param connectedAt seconds ago, as {@code lastActivity} */
    public record PresentClient(
            String connId, String clientId, String role, String platform, long connectedAt, long lastActivity) {}

    public record Description(int protocol, List<MethodDescription> methods, List<EventDescription> events) {}

    public record MethodDescription(String name, String requiredScope, String requiredRole) {}

    public record EventDescription(String name) {}

    public record LastHeartbeat(long lastActivitySecs) {}

    /** @param sessions only events of these sessions, where an event has one; absent means all */
    public record Subscribe(
            @Nullable List<String> events, @Nullable List<String> sessions) {}

    public record Subscribed(String subscriptionId, List<String> events) {}

    public record Unsubscribe(
            @Nullable List<String> events, @Nullable String subscriptionId) {}

    public record Channels(@Nullable List<String> channels) {}

    public record Joined(List<String> joined) {}

    public record Left(List<String> left) {}

    private Health health() {
        return new Health("ok", server.version(), presence.connections());
    }

    private Status status() {
        long up = Duration.between(server.startedAt(), clock.instant()).toMillis();
        return new Status(server.version(), server.host(), presence.connections(), up, 0, false);
    }

    private Present present() {
        Instant now = clock.instant();
        return new Present(
                presence.present().stream()
                        .map(client -> new PresentClient(
                                client.connectionId(),
                                client.clientId(),
                                client.role().wireName(),
                                client.platform(),
                                secondsSince(client.connectedAt(), now),
                                secondsSince(client.lastActivity(), now)))
                        .toList(),
                List.of());
    }

    private Description describe() {
        return new Description(
                PROTOCOL,
                table.get().stream()
                        .map(method -> new MethodDescription(
                                method.name(), method.scope().wireName(), "operator"))
                        .toList(),
                KnownEvents.NAMES.stream().map(EventDescription::new).toList());
    }

    private LastHeartbeat lastHeartbeat(RpcCall call) {
        Instant now = clock.instant();
        return new LastHeartbeat(call.caller()
                .lastActivity()
                .map(last -> secondsSince(last, now))
                .orElse(0L));
    }

    private static Empty touch(RpcCall call) {
        call.caller().touch();
        return Empty.INSTANCE;
    }

    private static Subscribed subscribe(Subscribe params, RpcCall call) {
        List<String> events = params.events();
        if (events == null || events.contains(null))
            throw RequestException.invalid("missing or invalid 'events' array");
        List<String> sessions = params.sessions() == null ? List.of() : params.sessions();
        call.caller().subscribe(events, sessions.stream().map(Required::key).toList());
        return new Subscribed(UUID.randomUUID().toString(), events);
    }

    private static Empty unsubscribe(Unsubscribe params, RpcCall call) {
        if (params.events() != null) call.caller().unsubscribe(params.events());
        else if (params.subscriptionId() != null) call.caller().unsubscribeAll();
        else throw RequestException.invalid("provide 'events' or 'subscriptionId'");
        return Empty.INSTANCE;
    }

    private static Joined join(Channels params, RpcCall call) {
        List<String> channels = Required.value("channels", params.channels());
        call.caller().join(channels);
        return new Joined(channels);
    }

    private static Left leave(Channels params, RpcCall call) {
        List<String> channels = Required.value("channels", params.channels());
        call.caller().leave(channels);
        return new Left(channels);
    }

    private static long secondsSince(Instant then, Instant now) {
        return Math.max(0, Duration.between(then, now).toSeconds());
    }
}
