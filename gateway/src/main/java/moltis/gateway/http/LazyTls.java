package moltis.gateway.http;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes the connections that begin with a TLS handshake. What TLS needs is loaded when the first of them comes: most
 * servers on a person's own machine never see one.
 */
final class LazyTls extends AbstractConnectionFactory implements ConnectionFactory.Detecting {

    private static final byte HANDSHAKE = 0x16;

    private final Supplier<SSLContext> context;
    private final String next;
    private @Nullable SslConnectionFactory loaded;

    /** @param next the protocol inside */
    LazyTls(Supplier<SSLContext> context, String next) {
        super("TLS");
        this.context = context;
        this.next = next;
    }

    @Override
    public Detection detect(ByteBuffer buffer) {
        if (!buffer.hasRemaining()) return Detection.NEED_MORE_BYTES;
        return buffer.get(buffer.position()) == HANDSHAKE ? Detection.RECOGNIZED : Detection.NOT_RECOGNIZED;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return ssl().newConnection(connector, endPoint);
    }

    private synchronized SslConnectionFactory ssl() {
        SslConnectionFactory ready = loaded;
        if (ready == null) {
            var tls = new SslContextFactory.Server();
            tls.setSslContext(context.get());
            ready = new SslConnectionFactory(tls, next);
            addManaged(ready);
            loaded = ready;
        }
        return ready;
    }
}
