package moltis.gateway.socket;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import moltis.access.Scope;
import moltis.gateway.access.Gate;
import moltis.gateway.access.Identity;
import moltis.gateway.access.Verdict;
import moltis.gateway.rpc.RpcDispatcher;
import moltis.gateway.rpc.RpcError;
import moltis.gateway.rpc.RpcMethod;
import moltis.gateway.rpc.Wire;
import tools.jackson.databind.JsonNode;

/** Lets clients in. Safe for use by many threads. */
final class Handshake {

    static final String METHOD = "connect";
    private static final String PROTOCOL_ERROR = "PROTOCOL_ERROR";

    private final Gate gate;
    private final SocketFacts facts;
    private final SocketLimits limits;
    private final List<String> methods;

    Handshake(Gate gate, RpcDispatcher dispatcher, SocketFacts facts, SocketLimits limits) {
        this.gate = gate;
        this.facts = facts;
        this.limits = limits;
        this.methods = dispatcher.methods().stream().map(RpcMethod::name).toList();
    }

    sealed interface Result {
        record Welcome(ConnectParams params, ClientInfo client, Identity who) implements Result {}

        record Refused(CloseCode code, RpcError error) implements Result {}
    }

    /** May take as long as it takes to check a password. */
    Result decide(JsonNode params, Upgrade upgrade) throws InterruptedException {
        if (!params.isObject()) return badFrame("connect needs its parameters as an object");
        ConnectParams connect = Wire.read(params, ConnectParams.class);
        ConnectParams.Client client = connect.client();
        if (client == null || client.id() == null || client.version() == null)
            return badFrame("connect needs 'client' with 'id' and 'version'");
        if (connect.lowest() > HelloOk.PROTOCOL || connect.highest() < HelloOk.PROTOCOL)
            return new Result.Refused(
                    CloseCode.BAD_FRAME,
                    RpcError.of(
                            PROTOCOL_ERROR,
                            "protocol mismatch: server=" + HelloOk.PROTOCOL + ", client=" + connect.lowest() + "-"
                                    + connect.highest()));
        var info = new ClientInfo(
                client.id(),
                client.version(),
                client.platform() == null ? "unknown" : client.platform(),
                client.mode() == null ? "operator" : client.mode());
        return switch (gate.handshake(upgrade.who(), connect.credentials(), upgrade.from())) {
            case Verdict.Admitted(var who) -> new Result.Welcome(connect, info, who);
            case Verdict.Elsewhere _ ->
                new Result.Refused(CloseCode.REFUSED, RpcError.of("UNAUTHORIZED", "authentication failed"));
            case Verdict.Refused(var _, var code, var message, var retryAfter) ->
                new Result.Refused(
                        CloseCode.REFUSED,
                        new RpcError(
                                code,
                                message,
                                null,
                                retryAfter.isPresent() ? true : null,
                                retryAfter.map(Duration::toMillis).orElse(null)));
        };
    }

    static Result.Refused badFrame(String message) {
        return new Result.Refused(CloseCode.BAD_FRAME, RpcError.of(PROTOCOL_ERROR, message));
    }

    HelloOk hello(String connectionId, Identity who, long nowMs) {
        return new HelloOk(
                "hello-ok",
                HelloOk.PROTOCOL,
                new HelloOk.Server(facts.version(), facts.host(), connectionId, null),
                new HelloOk.Features(methods, KnownEvents.NAMES),
                Map.of(),
                new HelloOk.Auth(
                        "",
                        who.role().wireName(),
                        // In the order of the protocol's own list.
                        Arrays.stream(Scope.values())
                                .filter(who.scopes()::contains)
                                .map(Scope::wireName)
                                .toList(),
                        nowMs),
                new HelloOk.Policy(
                        limits.maxPayload(),
                        limits.maxBufferedBytes(),
                        limits.tick().toMillis()));
    }
}
