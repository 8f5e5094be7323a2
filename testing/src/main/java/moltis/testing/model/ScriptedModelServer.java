package moltis.testing.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import moltis.core.ErrorCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The scripted model over the real wire: Anthropic Messages ({@code /v1/messages}), OpenAI Chat Completions
 * ({@code …/chat/completions}) and Responses ({@code …/responses}), streamed, and both vendors' {@code /v1/models}, on
 * loopback. As strict as the vendors: wrong header, missing limit, orphaned tool call or result, roles that don't
 * alternate are refused as they would.
 *
 * <p>Every connection has a virtual thread, so a thousand streams at once are cheap.
 */
public final class ScriptedModelServer implements AutoCloseable {

    /** The key that both vendors accept. */
    public static final String KEY = "scripted-key";

    /** The models that both vendors list. */
    public static final List<String> MODELS = List.of("scripted-1", "scripted-2");

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final int REMEMBERED = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Script script;
    private final Optional<Reply> always;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Deque<Received> requests = new ArrayDeque<>();
    private volatile Shape shape = Shape.INTACT;
    private volatile int lastStreamBytes;
    private int arrived;
    private int streaming;

    private ScriptedModelServer(Script script, Optional<Reply> always, int port) {
        this.script = script;
        this.always = always;
        try {
            listener = new ServerSocket(port, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " can't be opened", e);
        }
        Thread.ofVirtual().name("scripted-model").start(this::accept);
    }

    /** A server on a free port. */
    public static ScriptedModelServer start(Script script) {
        return new ScriptedModelServer(script, Optional.empty(), 0);
    }

    public static ScriptedModelServer start(Script script, int port) {
        return new ScriptedModelServer(script, Optional.empty(), port);
    }

    /** A server that gives the same reply to everything and neither parses nor remembers requests: for benchmarks. */
    public static ScriptedModelServer constant(Reply reply, int port) {
        return new ScriptedModelServer(_ -> reply, Optional.of(reply), port);
    }

    /** {@code --port N} (default 11435), {@code --pace MS} between words, {@code --reply CUE} for the same to everyone. */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) options.put(arguments[i], arguments[i + 1]);
        int port = Integer.parseInt(options.getOrDefault("--port", "11435"));
        Cues cues = new Cues(Duration.ofMillis(Long.parseLong(options.getOrDefault("--pace", "15"))));
        String cue = options.get("--reply");
        var server =
                cue == null ? start(cues, port) : constant(cues.reply(new Asked(cue, List.of(), Set.of(), 1)), port);
        System.out.println("scripted model: " + server.uri() + " key: " + KEY);
        Thread.currentThread().join();
    }

    /** The base address for Anthropic; for OpenAI add {@code /v1}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** What the network does to the streams that begin from now on. */
    public void shape(Shape next) {
        shape = next;
    }

    /** The latest requests for an answer, oldest first. */
    public synchronized List<Received> requests() {
        return new ArrayList<>(requests);
    }

    /** How many requests for an answer came. */
    public synchronized int arrived() {
        return arrived;
    }

    public void awaitRequests(int count) throws InterruptedException {
        await(() -> arrived >= count, () -> "only " + arrived + " of " + count + " requests came");
    }

    /** Waits until no answer is on its way: every asker has its answer or has gone. */
    public void awaitQuiet() throws InterruptedException {
        await(() -> streaming == 0, () -> streaming + " answers are still on their way");
    }

    private synchronized void await(BooleanSupplier reached, Supplier<String> complaint) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) throw new AssertionError(complaint.get());
            wait(Math.max(1, left / 1_000_000));
        }
    }

    /** How long the body of the latest stream was that came to its end. */
    public int lastStreamBytes() {
        return lastStreamBytes;
    }

    /** Waits until every connection is closed. */
    public void awaitNoConnection() throws InterruptedException {
        await(sockets::isEmpty, () -> sockets.size() + " connections are still open");
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var exchange = new Exchange(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
            for (Received request = exchange.read(); request != null; request = exchange.read()) {
                if (!answer(request, exchange)) break;
            }
        } catch (IOException | InterruptedException _) {
            // The client went away, or the script says that the connection breaks here.
        } finally {
            forget(socket);
        }
    }

    /** Answers; false when the connection is to be closed. */
    private boolean answer(Received request, Exchange exchange) throws IOException, InterruptedException {
        String path = request.path().replaceFirst("\\?.*", "");
        if (path.equals("/v1/messages")) {
            return chat(request, exchange, new AnthropicFormat(), new AnthropicRules(), anthropicKey(request));
        }
        if (path.endsWith("/responses")) {
            return chat(request, exchange, new ResponsesFormat(), new ResponsesRules(), bearer(request));
        }
        if (path.endsWith("/chat/completions")) {
            return chat(request, exchange, new ChatFormat(), new ChatRules(), bearer(request));
        }
        if (path.equals("/v1/models")) {
            boolean anthropic = request.headers().containsKey("anthropic-version");
            if (!(anthropic ? anthropicKey(request) : bearer(request))) {
                refuse(exchange, anthropic ? new AnthropicFormat() : new ChatFormat(), ErrorCode.KEY_REJECTED);
            } else {
                exchange.answer(200, JSON, ModelLists.write(anthropic));
            }
            return true;
        }
        exchange.answer(404, JSON, "{\"error\":{\"message\":\"Not found\",\"type\":\"not_found_error\"}}");
        return true;
    }

    private boolean chat(Received request, Exchange exchange, WireFormat format, WireRules rules, boolean admitted)
            throws IOException, InterruptedException {
        int number = enter(request);
        try {
            if (!admitted) {
                refuse(exchange, format, ErrorCode.KEY_REJECTED);
                return true;
            }
            if (always.isPresent()) return play(always.get(), MODELS.getFirst(), exchange, format);
            JsonNode json = request.json();
            boolean streams = json.path("stream").asBoolean(false);
            boolean refused = !streams && format instanceof ResponsesFormat;
            var broken = refused ? Optional.of("stream: true only") : rules.brokenBy(json);
            if (broken.isPresent()) {
                var refusal = format.refusal(ErrorCode.PROVIDER_REFUSED, broken.get());
                exchange.answer(refusal.status(), JSON, refusal.body());
                return true;
            }
            Reply reply = script.reply(rules.asked(json, number));
            if (!streams && reply.ending() instanceof Reply.Done) {
                exchange.answer(
                        200, JSON, WholeAnswer.write(format, json.path("model").asString(""), reply));
                return true;
            }
            return play(reply, json.path("model").asString(""), exchange, format);
        } catch (JacksonException _) {
            refuse(exchange, format, ErrorCode.PROVIDER_REFUSED);
            return true;
        } finally {
            leave();
        }
    }

    private boolean play(Reply reply, String model, Exchange exchange, WireFormat format)
            throws IOException, InterruptedException {
        if (reply.ending() instanceof Reply.Raw(var status, var headers, var body)) {
            exchange.answer(status, headers, body);
            return true;
        }
        if (reply.ending() instanceof Reply.Refuses(var code, var retryAfter)) {
            Map<String, String> headers = new HashMap<>(JSON);
            retryAfter.ifPresent(wait -> headers.put("Retry-After", Long.toString(wait.toSeconds())));
            var refusal = format.refusal(code, "The scripted model refuses: " + code);
            exchange.answer(refusal.status(), headers, refusal.body());
            return true;
        }
        exchange.beginStream(shape);
        exchange.stream(format.start(model, reply.cost()));
        boolean paced = reply.pace().isPositive();
        for (Reply.Piece piece : reply.pieces()) {
            if (paced || piece instanceof Reply.Wait) exchange.flush();
            if (paced) Thread.sleep(reply.pace());
            switch (piece) {
                case Reply.Text(var delta) -> exchange.stream(format.text(delta));
                case Reply.Thought(var delta) -> exchange.stream(format.thought(delta));
                case Reply.Stamp _ -> exchange.stream(format.text(System.nanoTime() + " "));
                case Reply.Call call -> exchange.stream(format.call(call));
                case Reply.Wait(var gate) -> gate.await();
            }
        }
        return end(reply, exchange, format);
    }

    private boolean end(Reply reply, Exchange exchange, WireFormat format) throws IOException, InterruptedException {
        switch (reply.ending()) {
            case Reply.Done(var stop) -> exchange.stream(format.end(stop, reply.cost()));
            case Reply.Breaks(var code, var message) -> exchange.stream(format.error(code, message));
            case Reply.Cut _ -> {}
            case Reply.Stall _ -> {
                exchange.flush();
                exchange.awaitClientGone();
                return false;
            }
            case Reply.Endless(var delta) -> {
                while (true) {
                    exchange.stream(format.text(delta));
                    exchange.flush();
                    Thread.sleep(reply.pace());
                }
            }
            case Reply.Refuses _, Reply.Raw _ -> throw new IllegalStateException("not a stream");
        }
        lastStreamBytes = exchange.streamed();
        exchange.endStream();
        return true;
    }

    private static void refuse(Exchange exchange, WireFormat format, ErrorCode code) throws IOException {
        var refusal = format.refusal(code, "The scripted model refuses: " + code);
        exchange.answer(refusal.status(), JSON, refusal.body());
    }

    private static boolean anthropicKey(Received request) {
        return request.header("x-api-key").equals(KEY)
                && !request.header("anthropic-version").isEmpty();
    }

    private static boolean bearer(Received request) {
        return request.header("authorization").equals("Bearer " + KEY);
    }

    private synchronized int enter(Received request) {
        if (always.isEmpty()) {
            if (requests.size() == REMEMBERED) requests.removeFirst();
            requests.addLast(request);
        }
        arrived++;
        streaming++;
        notifyAll();
        return arrived;
    }

    private synchronized void forget(Socket socket) {
        sockets.remove(socket);
        notifyAll();
    }

    private synchronized void leave() {
        streaming--;
        notifyAll();
    }
}
