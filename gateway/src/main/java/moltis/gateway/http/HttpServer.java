package moltis.gateway.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import moltis.core.ConfigException;
import moltis.gateway.access.Gate;
import moltis.gateway.socket.SocketServer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on one address and serves routes and sockets there. Started once, closed once. */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int PORTS_TRIED = 50;
    private static final long IDLE_MS = 60_000;
    private static final long STOP_MS = 5_000;
    private static final long STOP_IDLE_MS = 50;

    private final InetSocketAddress wanted;
    private final SocketServer sockets;
    private final Server server;
    private final ServerConnector connector;
    private @Nullable ServerConnector helper;

    /**
     * @param fallback answers where no route is; its method and path mean nothing
     * @param tls without it, HTTP alone is served
     */
    public HttpServer(
            InetSocketAddress wanted,
            Collection<Route> routes,
            Route fallback,
            Gate gate,
            SocketServer sockets,
            Optional<ServedTls> tls,
            Executor tasks) {
        this.wanted = wanted;
        this.sockets = sockets;
        var threads = new ServerThreads(tasks);
        var buffers = new ArrayByteBufferPool();
        var components = new WebSocketComponents(null, null, buffers, null, null, threads);
        this.server = new Server(threads, null, buffers);
        this.connector = connector(wanted.getPort(), protocols(tls));
        server.addConnector(connector);
        server.addBean(components);
        server.setErrorHandler(new BareErrors());
        server.setStopTimeout(STOP_MS);
        boolean onlyHttps = tls.map(ServedTls::onlyHttps).orElse(false);
        Handler front = new HttpFront(
                new RouteTable(routes), gate, fallback, new UpgradeDoor(gate, sockets, components), onlyHttps);
        server.setHandler(tls.isEmpty() ? front : withHelper(front, tls.get()));
    }

    private ServerConnector connector(int port, ConnectionFactory... protocols) {
        var made = new ServerConnector(server, null, null, null, 0, 1, protocols);
        made.setHost(wanted.getAddress().getHostAddress());
        made.setPort(port);
        made.setIdleTimeout(IDLE_MS);
        made.setShutdownIdleTimeout(STOP_IDLE_MS);
        made.setAcceptQueueSize(1024);
        made.setAcceptedTcpNoDelay(true);
        return made;
    }

    private static ConnectionFactory[] protocols(Optional<ServedTls> tls) {
        HttpConfiguration configuration = configuration();
        if (tls.isEmpty()) return new ConnectionFactory[] {new HttpConnectionFactory(configuration)};
        // The certificate names what it names; people may come under other names, such as that of a tunnel.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        var http = tls.get().onlyHttps() ? new ImpatientHttp(configuration) : new HttpConnectionFactory(configuration);
        var door = new LazyTls(tls.get().context(), http.getProtocol());
        return new ConnectionFactory[] {new DetectorConnectionFactory(door), http};
    }

    private Handler withHelper(Handler front, ServedTls tls) {
        if (tls.helperPort().isEmpty()) return front;
        ServerConnector second = connector(tls.helperPort().getAsInt(), new HttpConnectionFactory(configuration()));
        second.setIdleTimeout(ImpatientHttp.PLAIN_IDLE_MS);
        helper = second;
        return new HelperListener(front, second, () -> address().getPort(), tls.authority());
    }

    /**
     * Loads the engine's classes, one of which reads all locales of the JDK: most of the time that making a server takes.
     * Has no other effect.
     */
    public static void warmUp() {
        new Server(new ServerThreads(Runnable::run), null, null);
    }

    /** @throws ConfigException if the address can't be listened on */
    public void start() {
        try {
            connector.open();
        } catch (IOException e) {
            throw cannotListen(e);
        }
        openHelper();
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server can't start", e);
        }
        sockets.start(server.getScheduler());
    }

    /** The server is of use without its helper. */
    private void openHelper() {
        ServerConnector second = helper;
        if (second == null) return;
        try {
            second.open();
            server.addConnector(second);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("port", second.getPort())
                    .log("the port for plain HTTP is taken; set tls.http_redirect_port to a free one");
        }
    }

    /** Where it really listens; the port is the real one even if 0 was asked for. */
    public InetSocketAddress address() {
        return new InetSocketAddress(wanted.getAddress(), connector.getLocalPort());
    }

    /** Takes no more connections, lets the clients go, and gives requests that run five seconds to end. */
    @Override
    public void close() {
        connector.close();
        if (helper != null) helper.close();
        sockets.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not stop well", e);
        }
    }

    private static HttpConfiguration configuration() {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(16 * 1024);
        // Routes match paths as they came and decode the parts, so an encoded slash or dots can't lead anywhere else.
        configuration.setUriCompliance(UriCompliance.DEFAULT.with(
                "moltis",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT));
        return configuration;
    }

    private ConfigException cannotListen(IOException cause) {
        String where = wanted.getAddress().getHostAddress();
        if (!(cause.getCause() instanceof BindException) && !(cause instanceof BindException))
            return new ConfigException(
                    "Moltis can't listen on " + where + ".", "Choose another address in server.bind.", cause);
        OptionalInt free = nextFreePort(wanted.getAddress(), wanted.getPort());
        String hint = free.isPresent()
                ? "Port " + free.getAsInt() + " is free: start with --port " + free.getAsInt()
                        + ", or stop the program that uses " + wanted.getPort() + "."
                : "Stop the program that uses it, or choose another port with --port.";
        return new ConfigException("Port " + wanted.getPort() + " on " + where + " is in use already.", hint, cause);
    }

    private static OptionalInt nextFreePort(InetAddress address, int taken) {
        int last = Math.min(65_535, taken + PORTS_TRIED);
        for (int port = taken + 1; port <= last; port++) {
            try (var probe = new ServerSocket(port, 1, address)) {
                return OptionalInt.of(probe.getLocalPort());
            } catch (IOException alsoTaken) {
                continue;
            }
        }
        return OptionalInt.empty();
    }
}
