package moltis.gateway.socket;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import moltis.core.json.Json;
import moltis.gateway.rpc.ResponseFrame;
import moltis.gateway.rpc.RpcCall;
import moltis.gateway.rpc.RpcDispatcher;
import moltis.gateway.rpc.RpcError;
import moltis.gateway.rpc.RpcOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One client's side of the protocol: first it introduces itself, then it calls methods. The messages come from one thread
 * at a time, the reader, which never waits for a method: each call runs on a thread of its own, so answers come in any
 * order.
 */
final class Conversation {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final long RETRY_AFTER_MS = 1000;

    /** What all conversations share. @param zones told where a client is, off the thread that reads */
    record Shared(
            Handshake handshake,
            RpcDispatcher dispatcher,
            Clients clients,
            Audience audience,
            Broadcaster broadcaster,
            SocketLimits limits,
            SocketFacts facts,
            InstantSource clock,
            Consumer<ZoneId> zones,
            Executor tasks,
            Gathering gathering) {}

    private final Shared shared;
    private final Upgrade upgrade;
    private final Line line;
    private final Outbox outbox;
    private final Semaphore inFlight;
    private final String id = UUID.randomUUID().toString();
    // Written by the reader; read by the timer of the handshake.
    private volatile @Nullable ClientConnection client;
    private volatile boolean over;

    Conversation(Shared shared, Upgrade upgrade, Line line) {
        this.shared = shared;
        this.upgrade = upgrade;
        this.line = line;
        this.inFlight = new Semaphore(shared.limits().maxInFlight());
        this.outbox = new Outbox(
                shared.limits().maxFrames(),
                shared.limits().maxBufferedBytes(),
                line::write,
                shared.tasks(),
                shared.gathering());
    }

    /** The client has had its time to introduce itself. */
    void handshakeIsDue() {
        if (client != null || over) return;
        over = true;
        line.close(CloseCode.HANDSHAKE_TIMEOUT, "no handshake");
    }

    /** Any sign of life. */
    void heard() {
        ClientConnection known = client;
        if (known != null) known.touch();
    }

    void message(byte[] message) throws InterruptedException {
        if (over) return;
        RequestFrame frame = RequestFrame.parse(message);
        ClientConnection known = client;
        if (known == null) introduce(frame);
        else take(frame, known);
    }

    /** A message was over the limit. @param beginning what was kept of it */
    void tooLarge(byte[] beginning) throws InterruptedException {
        ClientConnection known = client;
        if (over) return;
        if (known == null) {
            refuse("", Handshake.badFrame("the handshake is too large"));
            return;
        }
        var error = new RpcError("PAYLOAD_TOO_LARGE", "payload too large", null, null, null);
        ObjectNode payload = Json.object().put("code", error.code()).put("message", error.message());
        payload.put("maxBytes", shared.limits().maxPayload());
        shared.broadcaster().direct(known, "error", payload);
        Optional<String> request = RequestFrame.idIn(beginning);
        if (request.isPresent()) answer(request.get(), new RpcOutcome.Failed(error));
    }

    /** The connection has ended, however it ended. Running calls go on; their answers are dropped. */
    void ended() {
        over = true;
        ClientConnection known = client;
        if (known != null) shared.clients().remove(known);
        else outbox.discard();
    }

    private void introduce(RequestFrame frame) throws InterruptedException {
        switch (frame) {
            case RequestFrame.Call(var request, var method, var params)
            when method.equals(Handshake.METHOD) -> decide(request, params);
            case RequestFrame.Call(var request, var _, var _) ->
                refuse(request, Handshake.badFrame("the first request must be 'connect'"));
            case RequestFrame.Invalid(var request) ->
                refuse(request.orElse(""), Handshake.badFrame("the first message must be the request 'connect'"));
            case RequestFrame.Answer _ ->
                refuse("", Handshake.badFrame("the first message must be the request 'connect'"));
        }
    }

    private void decide(String request, JsonNode params) throws InterruptedException {
        switch (shared.handshake().decide(params, upgrade)) {
            case Handshake.Result.Refused refused -> refuse(request, refused);
            case Handshake.Result.Welcome welcome -> welcome(request, welcome);
        }
    }

    private void welcome(String request, Handshake.Result.Welcome welcome) throws InterruptedException {
        var admitted = new ClientConnection(
                id,
                welcome.who(),
                welcome.client(),
                welcome.params().zone(),
                upgrade.acceptLanguage(),
                shared.clock(),
                shared.audience(),
                outbox,
                line);
        HelloOk hello = shared.handshake()
                .hello(id, welcome.who(), shared.clock().instant().toEpochMilli());
        // The client joins while its welcome is being queued: no event comes before it, and none that comes after is
        // missed.
        outbox.deliver(encode(request, new RpcOutcome.Answered(hello), id), () -> join(admitted, welcome.params()));
        LOG.atDebug()
                .addKeyValue("connection", id)
                .addKeyValue("client", welcome.client().id())
                .log("client connected");
        welcome.params()
                .zone()
                .ifPresent(zone -> shared.tasks().execute(() -> shared.zones().accept(zone)));
        // Ended meanwhile? Then nobody else will take it out again.
        if (over) shared.clients().remove(admitted);
    }

    private void join(ClientConnection admitted, ConnectParams params) {
        client = admitted;
        shared.clients().add(admitted);
        admitted.begin(params.isOlderForm() ? Subscription.EVERYTHING : Subscription.NOTHING);
    }

    private void refuse(String request, Handshake.Result.Refused refused) throws InterruptedException {
        over = true;
        answer(request, new RpcOutcome.Failed(refused.error()));
        outbox.closeAfterFlush(() -> line.close(refused.code(), refused.error().message()));
    }

    private void take(RequestFrame frame, ClientConnection known) throws InterruptedException {
        switch (frame) {
            case RequestFrame.Call call -> start(call, known);
            case RequestFrame.Invalid _ ->
                shared.broadcaster().direct(known, "error", Json.object().put("message", "invalid frame"));
            case RequestFrame.Answer _ -> {}
        }
    }

    private void start(RequestFrame.Call call, ClientConnection known) throws InterruptedException {
        if (shared.facts().logRequests()) logRequest(call);
        if (!inFlight.tryAcquire()) {
            answer(
                    call.id(),
                    new RpcOutcome.Failed(new RpcError(
                            "RATE_LIMITED",
                            "too many requests at a time; at most "
                                    + shared.limits().maxInFlight() + " may be open",
                            null,
                            true,
                            RETRY_AFTER_MS)));
            return;
        }
        shared.tasks().execute(() -> run(call, known));
    }

    private void run(RequestFrame.Call call, ClientConnection known) {
        String requestId = UUID.randomUUID().toString();
        RpcOutcome outcome =
                shared.dispatcher().call(call.method(), call.params(), new RpcCall(requestId, known.who(), known));
        if (shared.facts().logRequests()) logResponse(call, outcome);
        try {
            // Before the client sees the answer: it may then make its next call at once.
            outbox.deliver(encode(call.id(), outcome, requestId), inFlight::release);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(String request, RpcOutcome outcome) throws InterruptedException {
        outbox.deliver(encode(request, outcome, id));
    }

    private static byte[] encode(String request, RpcOutcome outcome, String requestId) {
        try {
            return ResponseFrame.of(request, outcome).encode();
        } catch (JacksonException e) {
            LOG.atError().setCause(e).addKeyValue("request", requestId).log("answer can't be written as JSON");
            return ResponseFrame.of(request, new RpcOutcome.Failed(RpcError.internal(requestId)))
                    .encode();
        }
    }

    private void logRequest(RequestFrame.Call call) {
        LOG.atInfo()
                .addKeyValue("connection", id)
                .addKeyValue("request", call.id())
                .addKeyValue("method", call.method())
                .addKeyValue("params", call.params().propertyNames())
                .log("request");
    }

    private void logResponse(RequestFrame.Call call, RpcOutcome outcome) {
        LOG.atInfo()
                .addKeyValue("connection", id)
                .addKeyValue("request", call.id())
                .addKeyValue("ok", outcome instanceof RpcOutcome.Answered)
                .log("response");
    }
}
