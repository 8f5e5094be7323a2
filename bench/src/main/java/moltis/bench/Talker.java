package moltis.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongConsumer;
import moltis.core.json.Json;
import moltis.testing.process.GatewaySocket;

/** Sends messages and watches the answers. Looks for marks in the bytes, so that measuring costs little. One thread. */
final class Talker implements AutoCloseable {

    private static final byte[] DELTA = mark("\"state\":\"delta\"");
    private static final byte[] FINAL = mark("\"state\":\"final\"");
    private static final byte[] ERROR = mark("\"state\":\"error\"");
    private static final byte[] REFUSED = mark("\"ok\":false");
    private static final byte[] TEXT = mark("\"text\":\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GatewaySocket socket;
    private final String session;

    Talker(GatewaySocket socket, String session) throws IOException {
        this.socket = socket;
        this.session = session;
        socket.patience(PATIENCE);
    }

    /** @param firstDelta from the sending to the first piece of the answer, in nanoseconds */
    record Timing(long firstDelta, long whole) {}

    Timing turn(String text) throws IOException {
        long begin = System.nanoTime();
        send(text);
        long first = 0;
        while (true) {
            byte[] frame = socket.nextBytes();
            if (first == 0 && contains(frame, DELTA)) first = System.nanoTime() - begin;
            if (contains(frame, FINAL)) return new Timing(first, System.nanoTime() - begin);
            if (contains(frame, ERROR) || contains(frame, REFUSED)) throw failed(frame);
        }
    }

    void send(String text) throws IOException {
        socket.request("chat.send", Json.object().put("sessionKey", session).put("text", text));
    }

    /** Reads an answer made of clock readings and tells how late each came, in nanoseconds. */
    void watchStamps(LongConsumer late) throws IOException {
        while (true) {
            byte[] frame = socket.nextBytes();
            long now = System.nanoTime();
            if (contains(frame, FINAL)) return;
            if (contains(frame, ERROR) || contains(frame, REFUSED)) throw failed(frame);
            if (contains(frame, DELTA)) stamps(frame, now, late);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A frame may hold several deltas that were put together; the oldest is the latest to come. */
    private static void stamps(byte[] frame, long now, LongConsumer late) {
        long value = 0;
        boolean digits = false;
        for (int i = indexOf(frame, TEXT) + TEXT.length; i < frame.length && frame[i] != '"'; i++) {
            boolean digit = frame[i] >= '0' && frame[i] <= '9';
            if (digit) value = value * 10 + (frame[i] - '0');
            else if (digits) {
                late.accept(now - value);
                value = 0;
            }
            digits = digit;
        }
        if (digits) late.accept(now - value);
    }

    private static IOException failed(byte[] frame) {
        return new IOException("the turn failed: " + new String(frame, StandardCharsets.UTF_8));
    }

    private static byte[] mark(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean contains(byte[] frame, byte[] mark) {
        return indexOf(frame, mark) >= 0;
    }

    private static int indexOf(byte[] frame, byte[] mark) {
        outer:
        for (int i = 0; i <= frame.length - mark.length; i++) {
            for (int j = 0; j < mark.length; j++) {
                if (frame[i + j] != mark[j]) continue outer;
            }
            return i;
        }
        return -1;
    }
}
