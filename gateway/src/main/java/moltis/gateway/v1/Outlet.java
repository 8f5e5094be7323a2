package moltis.gateway.v1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import moltis.gateway.http.ClientWatch;
import moltis.gateway.http.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer goes: nothing leaves before the first piece, so that until then another model may answer or an error
 * may have its own status. A client that can't be written to has left, which is an interruption. Used by one thread.
 */
public final class Outlet {

    public static final String EVENT_STREAM = "text/event-stream; charset=utf-8";

    private final Exchange exchange;
    private final ClientWatch watch;
    private @Nullable OutputStream stream;
    private long firstAt;

    /** @param watch ended before the last byte leaves, since the client's next request may follow at once */
    Outlet(Exchange exchange, ClientWatch watch) {
        this.exchange = exchange;
        this.watch = watch;
    }

    /** Adds a header, as long as nothing has left. */
    void set(String header, String value) {
        if (firstAt == 0) exchange.set(header, value);
    }

    /** The whole answer. */
    public void send(int status, String contentType, byte[] body) throws InterruptedException {
        firstAt = System.nanoTime();
        watch.close();
        try {
            exchange.send(status, contentType, body);
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /** Begins an answer that comes in pieces, unless it has begun. */
    public void begin(int status, String contentType) {
        if (stream != null) return;
        firstAt = System.nanoTime();
        exchange.set("Cache-Control", "no-cache").set("X-Accel-Buffering", "no");
        stream = exchange.stream(status, contentType);
    }

    public void write(byte[] bytes, int offset, int length) throws InterruptedException {
        if (stream == null) throw new IllegalStateException("nothing was begun");
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            throw gone(e);
        }
    }

    public void write(byte[] bytes) throws InterruptedException {
        write(bytes, 0, bytes.length);
    }

    /** Ends an answer that came in pieces. */
    public void end() throws InterruptedException {
        if (stream == null) return;
        watch.close();
        try {
            stream.close();
        } catch (IOException e) {
            throw gone(e);
        }
    }

    boolean begun() {
        return firstAt != 0;
    }

    /** When the first piece left, as {@link System#nanoTime}. */
    Optional<Long> firstAt() {
        return begun() ? Optional.of(firstAt) : Optional.empty();
    }

    private static InterruptedException gone(IOException why) {
        var gone = new InterruptedException("the client left");
        gone.initCause(why);
        return gone;
    }
}
