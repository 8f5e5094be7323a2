package moltis.app.link;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.json.Json;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A connection to the running gateway over its WebSocket. Frames are read on OkHttp's reader thread. */
public final class SocketLink implements Link {

    private static final int PROTOCOL = 4;
    private static final long HANDSHAKE_SECONDS = 10;
    private static final int NORMAL_CLOSURE = 1000;

    private final WebSocket socket;
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<Consumer<LinkEvent>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile boolean gone;

    private SocketLink(OkHttpClient http, RunningGateway gateway) {
        String address = gateway.url().toString().replaceFirst("^http", "ws") + "/ws/chat";
        Request.Builder request = new Request.Builder().url(address);
        gateway.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.reveal()));
        socket = http.newWebSocket(request.build(), new Frames());
    }

    /**
     * Connects and introduces itself.
     *
     * @throws RequestException if there is no gateway, or it refuses
     */
    public static SocketLink open(OkHttpClient http, RunningGateway gateway, String version)
            throws InterruptedException {
        SocketLink link = new SocketLink(http, gateway);
        try {
            link.call("connect", introduction(version), HANDSHAKE_SECONDS);
            link.call("subscribe", subscription(), HANDSHAKE_SECONDS);
            return link;
        } catch (RequestException | InterruptedException e) {
            link.close();
            throw e;
        }
    }

    private static ObjectNode introduction(String version) {
        ObjectNode params = Json.object();
        params.putObject("protocol").put("min", PROTOCOL).put("max", PROTOCOL);
        params.putObject("client")
                .put("id", "moltis-cli")
                .put("version", version)
                .put("platform", "terminal")
                .put("mode", "operator");
        return params.put("timezone", java.time.ZoneId.systemDefault().getId());
    }

    /** What commands listen to; the gateway sends nothing else. */
    private static ObjectNode subscription() {
        ObjectNode params = Json.object();
        params.putArray("events").add("chat");
        return params;
    }

    @Override
    public JsonNode call(String method, ObjectNode params) throws InterruptedException {
        return call(method, params, Long.MAX_VALUE);
    }

    private JsonNode call(String method, ObjectNode params, long seconds) throws InterruptedException {
        String id = Long.toString(ids.incrementAndGet());
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        ObjectNode frame = Json.object().put("type", "req").put("id", id).put("method", method);
        frame.set("params", params);
        try {
            if (gone || !socket.send(Json.write(frame))) throw gatewayGone(null);
            return answer.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new RequestException(
                    ErrorCode.TIMEOUT, "The gateway did not answer in time.", "Try again, or look at its log.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RequestException refused) throw refused;
            throw gatewayGone(e.getCause());
        } finally {
            waiting.remove(id);
        }
    }

    @Override
    public Listening listen(Consumer<LinkEvent> listener) {
        listeners.add(listener);
        if (gone) listener.accept(LinkEvent.GONE);
        return () -> listeners.remove(listener);
    }

    @Override
    public boolean remote() {
        return true;
    }

    @Override
    public void close() {
        socket.close(NORMAL_CLOSURE, null);
        end(null);
    }

    private void end(@Nullable Throwable cause) {
        if (gone) return;
        gone = true;
        waiting.values().forEach(answer -> answer.completeExceptionally(gatewayGone(cause)));
        listeners.forEach(listener -> listener.accept(LinkEvent.GONE));
    }

    private static RequestException gatewayGone(@Nullable Throwable cause) {
        return new RequestException(
                ErrorCode.UNAVAILABLE,
                "The connection to the running gateway is gone.",
                "See whether it still runs with: moltis doctor",
                cause);
    }

    private void answered(JsonNode frame) {
        CompletableFuture<JsonNode> answer = waiting.get(frame.path("id").asString(""));
        if (answer == null) return;
        if (frame.path("ok").asBoolean(false)) answer.complete(frame.path("payload"));
        else answer.completeExceptionally(GatewayError.of(frame.path("error")));
    }

    private final class Frames extends WebSocketListener {
        @Override
        public void onMessage(WebSocket socket, String text) {
            JsonNode frame;
            try {
                frame = Json.parse(text);
            } catch (JacksonException e) {
                socket.cancel();
                return;
            }
            switch (frame.path("type").asString("")) {
                case "res" -> answered(frame);
                case "event" -> {
                    LinkEvent event = new LinkEvent(frame.path("event").asString(""), frame.path("payload"));
                    listeners.forEach(listener -> listener.accept(event));
                }
                default -> {} // a newer gateway may send more
            }
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(NORMAL_CLOSURE, null);
            end(null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            end(failure);
        }
    }
}
