package moltis.testing.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection: reads requests, writes answers of known length or in chunks. */
final class Exchange {

    private static final int LARGEST_BODY = 256 << 20;
    private static final byte[] NEW_LINE = {'\r', '\n'};

    private final InputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(1024);
    private Shape shape = Shape.INTACT;
    private int sent;

    Exchange(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** The next request, or null when the client has closed the connection. */
    @Nullable Received read() throws IOException {
        String first = line();
        if (first.isEmpty()) return null;
        String[] words = first.split(" ");
        if (words.length != 3) throw new IOException("not a request line");
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) throw new IOException("not a header");
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        if (length < 0 || length > LARGEST_BODY) throw new IOException("too much");
        byte[] body = in.readNBytes(length);
        if (body.length < length) throw new IOException("the request was cut off");
        return new Received(words[0], words[1], headers, body);
    }

    void answer(int status, Map<String, String> headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length() + bytes.length);
        all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(bytes);
        all.writeTo(out);
        out.flush();
    }

    void beginStream(Shape how) {
        shape = how;
        sent = 0;
        waiting.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Adds to the stream; what was added leaves with the next {@link #flush()}. */
    void stream(String frames) throws IOException {
        byte[] bytes = frames.getBytes(StandardCharsets.UTF_8);
        int length = shape.cutAfter() < 0 ? bytes.length : Math.min(bytes.length, shape.cutAfter() - sent);
        int step = shape.pieces() > 0 ? shape.pieces() : Math.max(1, length);
        for (int at = 0; at < length; at += step) {
            chunk(bytes, at, Math.min(step, length - at));
            if (shape.pieces() > 0) flush();
        }
        sent += length;
        if (length < bytes.length) {
            flush();
            throw new IOException("cut on purpose");
        }
        if (waiting.size() > 16_384) flush();
    }

    private void chunk(byte[] bytes, int at, int length) {
        if (length == 0) return;
        waiting.writeBytes(Integer.toHexString(length).getBytes(StandardCharsets.ISO_8859_1));
        waiting.writeBytes(NEW_LINE);
        waiting.write(bytes, at, length);
        waiting.writeBytes(NEW_LINE);
    }

    void flush() throws IOException {
        if (waiting.size() == 0) return;
        waiting.writeTo(out);
        waiting.reset();
        out.flush();
    }

    /** How many bytes the body of the stream has so far. */
    int streamed() {
        return sent;
    }

    void endStream() throws IOException {
        waiting.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        flush();
    }

    /** Returns when the client has closed the connection. */
    void awaitClientGone() throws IOException {
        while (in.read() >= 0) Thread.onSpinWait();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') line.append((char) c);
            if (line.length() > 65_536) throw new IOException("line too long");
        }
        return line.toString();
    }
}
