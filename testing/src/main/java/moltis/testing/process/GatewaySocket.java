package moltis.testing.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import moltis.core.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plain WebSocket to a gateway, on a blocking socket: what arrives is read when the test asks for it, and nothing
 * happens behind its back. For one reading thread; writing is safe from any.
 */
public final class GatewaySocket implements AutoCloseable {

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private int ids;

    private GatewaySocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        this.out = socket.getOutputStream();
    }

    /** Connects, introduces itself and subscribes to {@code events} of {@code sessions}, or of all when there is none. */
    public static GatewaySocket open(int port, Iterable<String> events, String... sessions) throws IOException {
        GatewaySocket gateway = new GatewaySocket(Http.connect(port));
        gateway.upgrade(port);
        ObjectNode params = Json.object();
        params.putObject("protocol").put("min", 4).put("max", 4);
        params.putObject("client")
                .put("id", "test")
                .put("version", "1")
                .put("platform", "test")
                .put("mode", "operator");
        gateway.call("connect", params);
        ObjectNode wanted = Json.object();
        events.forEach(wanted.putArray("events")::add);
        if (sessions.length > 0) {
            var keys = wanted.putArray("sessions");
            for (String session : sessions) keys.add(session);
        }
        gateway.call("subscribe", wanted);
        return gateway;
    }

    /** Calls a method and waits for its answer; events that arrive meanwhile are dropped. */
    public JsonNode call(String method, ObjectNode params) throws IOException {
        String id = request(method, params);
        while (true) {
            JsonNode frame = Json.parse(next());
            if (!frame.path("type").asString("").equals("res")
                    || !frame.path("id").asString("").equals(id)) continue;
            if (frame.path("ok").asBoolean(false)) return frame.path("payload");
            throw new IOException(method + " was refused: " + frame.path("error"));
        }
    }

    /** Sends a request and does not wait. @return its id */
    public synchronized String request(String method, ObjectNode params) throws IOException {
        String id = Integer.toString(++ids);
        ObjectNode frame = Json.object().put("type", "req").put("id", id).put("method", method);
        frame.set("params", params);
        send(TEXT, Json.write(frame).getBytes(StandardCharsets.UTF_8));
        return id;
    }

    /** The next event called {@code name}. */
    public JsonNode event(String name) throws IOException {
        while (true) {
            JsonNode frame = Json.parse(next());
            if (frame.path("type").asString("").equals("event")
                    && frame.path("event").asString("").equals(name)) {
                return frame.path("payload");
            }
        }
    }

    /** The text of the next frame. */
    public String next() throws IOException {
        return new String(nextBytes(), StandardCharsets.UTF_8);
    }

    /** The next text message, as UTF-8. @throws EOFException when the gateway closed the connection */
    public byte[] nextBytes() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int head = in.readUnsignedByte();
            byte[] payload = new byte[length(in.readUnsignedByte() & 0x7F)];
            in.readFully(payload);
            switch (head & 0x0F) {
                case CLOSE -> throw new EOFException("the gateway closed the connection");
                case PING -> send(PONG, payload);
                case PONG -> {}
                default -> {
                    if (message.size() == 0 && (head & 0x80) != 0) return payload;
                    message.write(payload);
                    if ((head & 0x80) != 0) return message.toByteArray();
                }
            }
        }
    }

    /** Makes every later read fail with {@link SocketTimeoutException} when nothing arrives for that long. */
    public void patience(Duration limit) throws IOException {
        socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void upgrade(int port) throws IOException {
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        String request = "GET /ws/chat HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + Base64.getEncoder().encodeToString(nonce) + "\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        String status = Http.line(in);
        if (!status.contains(" 101")) throw new IOException("no WebSocket: " + status);
        while (!Http.line(in).isEmpty()) {}
    }

    private int length(int small) throws IOException {
        return switch (small) {
            case 126 -> in.readUnsignedShort();
            case 127 -> Math.toIntExact(in.readLong());
            default -> small;
        };
    }

    private synchronized void send(int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(0x80 | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) frame.write((int) ((long) payload.length >> shift));
        }
        frame.write(new byte[4]); // a mask of zeros changes nothing, which the protocol allows a client
        frame.write(payload);
        out.write(frame.toByteArray());
    }
}
