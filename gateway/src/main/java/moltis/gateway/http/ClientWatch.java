package moltis.gateway.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices at once that a client has closed its connection while its answer is being made. Nobody else reads from the
 * connection then: the request is complete and the next one begins after the answer. A client that sends its next
 * request early all the same loses the connection after its answer, as HTTP allows.
 */
public final class ClientWatch implements AutoCloseable {

    private final EndPoint connection;
    private final Runnable gone;
    private boolean over;
    private boolean hasty;

    private ClientWatch(EndPoint connection, Runnable gone) {
        this.connection = connection;
        this.gone = gone;
    }

    static ClientWatch over(Request request, Runnable gone) {
        var watch =
                new ClientWatch(request.getConnectionMetaData().getConnection().getEndPoint(), gone);
        request.addIdleTimeoutListener(_ -> false);
        watch.await(watch.new Read());
        return watch;
    }

    /** Ends watching; when this returns, {@code gone} has run or never will. */
    @Override
    public synchronized void close() {
        if (over) return;
        over = true;
        if (hasty) connection.close();
        else if (connection instanceof AbstractEndPoint watched)
            watched.getFillInterest().onFail(new EOFException("answered"));
    }

    private void await(Read read) {
        connection.tryFillInterested(read);
    }

    private final class Read implements Callback {

        @Override
        public void succeeded() {
            synchronized (ClientWatch.this) {
                if (over) return;
                try {
                    ByteBuffer early = BufferUtil.allocate(1);
                    int read = connection.fill(early);
                    // Nothing is what a record of TLS without content looks like.
                    if (read == 0) await(this);
                    if (read > 0) hasty = true;
                    if (read >= 0) return;
                } catch (IOException closed) {
                    // As gone as one who says so.
                }
                end();
            }
        }

        @Override
        public void failed(Throwable cause) {
            synchronized (ClientWatch.this) {
                if (!over) end();
            }
        }

        private void end() {
            over = true;
            gone.run();
        }
    }
}
