package moltis.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import moltis.core.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A WebSocket client that does only what the test says: it reads when asked, and answers pings when asked. Used by one
 * thread.
 */
final class TestSocket implements AutoCloseable {

    private static final int PATIENCE_MS = 20_000;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    /** What the server said to the upgrade. */
    record Upgrade(int status, String body) {}

    record Closed(int code) {}

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Upgrade upgrade;
    private final Deque<JsonNode> setAside = new ArrayDeque<>();
    private int pings;
    private int calls;

    private TestSocket(Socket socket, Upgrade upgrade, DataInputStream in) throws IOException {
        this.socket = socket;
        this.upgrade = upgrade;
        this.in = in;
        this.out = socket.getOutputStream();
    }

    /** Asks for an upgrade, whatever the answer. @param headers replace those that are sent otherwise */
    static TestSocket upgrade(InetSocketAddress server, String path, Map<String, String> headers) {
        return upgrade(server, path, headers, 0);
    }

    /** @param receiveBuffer bytes that the system holds for a client that does not read; 0 leaves it to the system */
    static TestSocket upgrade(InetSocketAddress server, String path, Map<String, String> headers, int receiveBuffer) {
        try {
            var socket = new Socket();
            if (receiveBuffer > 0) socket.setReceiveBufferSize(receiveBuffer);
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            socket.connect(server);
            var request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
            if (!headers.containsKey("Host"))
                request.append("Host: localhost:").append(server.getPort()).append("\r\n");
            headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
            request.append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
            var in = new DataInputStream(socket.getInputStream());
            return new TestSocket(socket, answer(in), in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Upgrade answer(DataInputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ")[1]);
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                length = Integer.parseInt(line.substring(15).strip());
        }
        return new Upgrade(status, status == 101 ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new EOFException();
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    Upgrade upgrade() {
        return upgrade;
    }

    int pings() {
        return pings;
    }

    /** Introduces itself in the newer form. @return what the server said */
    JsonNode hello() {
        return call("connect", connectParams());
    }

    static ObjectNode connectParams() {
        return (ObjectNode)
                Json.parse("{\"protocol\":{\"min\":3,\"max\":4},\"client\":{\"id\":\"test\",\"version\":\"1\","
                        + "\"platform\":\"test\",\"mode\":\"operator\"}}");
    }

    /** Calls a method and waits for its answer; events that come before it are set aside for {@link #event}. */
    JsonNode call(String method, JsonNode params) {
        return answer(request(method, params));
    }

    JsonNode call(String method, String params) {
        return call(method, Json.parse(params));
    }

    /** The payload of a call that works. */
    JsonNode result(String method, String params) {
        JsonNode frame = call(method, params);
        if (!frame.path("ok").asBoolean(false)) throw new AssertionError(method + " failed: " + frame);
        return frame.path("payload");
    }

    /** The error of a call that fails. */
    JsonNode error(String method, String params) {
        JsonNode frame = call(method, params);
        if (frame.path("ok").asBoolean(true)) throw new AssertionError(method + " worked: " + frame);
        return frame.path("error");
    }

    /** Sends a request. @return its id */
    String request(String method, JsonNode params) {
        String id = "t" + ++calls;
        ObjectNode frame = Json.object().put("type", "req").put("id", id).put("method", method);
        frame.set("params", params);
        send(frame.toString());
        return id;
    }

    /** Waits for the answer to a request. */
    JsonNode answer(String id) {
        return await(frame -> frame.path("type").asString("").equals("res")
                && frame.path("id").asString("").equals(id));
    }

    /** Waits for an event of that name; earlier ones of other names stay. */
    JsonNode event(String name) {
        return await(frame -> frame.path("event").asString("").equals(name));
    }

    /** Waits for the chat event of that state. */
    JsonNode chat(String state) {
        return await(frame -> frame.path("event").asString("").equals("chat")
                        && frame.path("payload").path("state").asString("").equals(state))
                .path("payload");
    }

    /** The events that came so far; nothing is waited for except the answer to one more call. */
    List<JsonNode> eventsSoFar() {
        result("health", "{}");
        List<JsonNode> events = new ArrayList<>(setAside);
        setAside.clear();
        return events;
    }

    private JsonNode await(Predicate<JsonNode> wanted) {
        for (JsonNode frame : setAside) {
            if (wanted.test(frame)) {
                setAside.remove(frame);
                return frame;
            }
        }
        while (true) {
            JsonNode frame = read();
            if (wanted.test(frame)) return frame;
            setAside.add(frame);
        }
    }

    /** The next message. @throws AssertionError if the connection ends instead */
    JsonNode read() {
        Object next = next();
        if (next instanceof JsonNode frame) return frame;
        throw new AssertionError("the connection ended: " + next);
    }

    /** Reads until the connection ends. @return the code that the server gave, or 1006 if it gave none */
    Closed awaitClose() {
        while (true) {
            Object next = next();
            if (next instanceof Closed closed) return closed;
            setAside.add((JsonNode) next);
        }
    }

    /** What came before the end, or before now. */
    List<JsonNode> setAside() {
        return List.copyOf(setAside);
    }

    private Object next() {
        try {
            while (true) {
                int first = in.read();
                if (first < 0) return new Closed(1006);
                long length = in.readUnsignedByte();
                if (length == 126) length = in.readUnsignedShort();
                else if (length == 127) length = in.readLong();
                byte[] payload = in.readNBytes(Math.toIntExact(length));
                switch (first & 0x0f) {
                    case TEXT -> {
                        return Json.parse(whole(first, payload));
                    }
                    case CLOSE -> {
                        send(CLOSE, payload);
                        return new Closed(
                                payload.length < 2
                                        ? 1005
                                        : ByteBuffer.wrap(payload).getShort());
                    }
                    case PING -> {
                        pings++;
                        send(PONG, payload);
                    }
                    default -> {}
                }
            }
        } catch (IOException e) {
            return new Closed(1006);
        }
    }

    private String whole(int first, byte[] payload) throws IOException {
        var message = new ByteArrayOutputStream();
        message.write(payload);
        boolean last = (first & 0x80) != 0;
        while (!last) {
            last = (in.read() & 0x80) != 0;
            long length = in.readUnsignedByte();
            if (length == 126) length = in.readUnsignedShort();
            else if (length == 127) length = in.readLong();
            message.write(in.readNBytes(Math.toIntExact(length)));
        }
        return message.toString(StandardCharsets.UTF_8);
    }

    void send(String text) {
        try {
            send(TEXT, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void ping() {
        try {
            send(PING, new byte[] {1});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(int opcode, byte[] payload) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write(0x80 | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(0x80 | 127);
            frame.write(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        // A mask of zeros leaves the payload as it is.
        frame.write(new byte[4]);
        frame.write(payload);
        out.write(frame.toByteArray());
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
