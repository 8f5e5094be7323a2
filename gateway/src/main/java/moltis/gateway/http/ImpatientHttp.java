package moltis.gateway.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** HTTP that gives plain connections of other machines little time: all they get is the way to HTTPS. */
final class ImpatientHttp extends HttpConnectionFactory {

    static final long PLAIN_IDLE_MS = 5_000;

    ImpatientHttp(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        boolean secure = endPoint instanceof SslConnection.SslEndPoint;
        if (!secure && !PlainHttp.isLocal(endPoint.getRemoteSocketAddress())) endPoint.setIdleTimeout(PLAIN_IDLE_MS);
        return super.newConnection(connector, endPoint);
    }
}
