package moltis.gateway;

import java.nio.file.Path;
import java.util.Optional;
import moltis.gateway.http.ServedTls;
import moltis.gateway.socket.SocketLimits;

/**
 * How the gateway is to run.
 *
 * @param bind the address to listen on, as an IP literal
 * @param port 0 takes any free one
 * @param version of the product
 * @param host the name of the machine
 * @param webFolder the built web UI, if there is one; the built handbook lies beside it in a folder {@code docs}
 * @param webDevelopment whether the files of the web UI may change while we run
 * @param rpcTimeoutMs how long a page waits for an answer unless it knows better
 * @param logRequests whether each call on the socket is a line in the log
 * @param tls without it, HTTP alone is served
 */
public record GatewaySettings(
        String bind,
        int port,
        String version,
        String host,
        Optional<Path> webFolder,
        boolean webDevelopment,
        long rpcTimeoutMs,
        boolean logRequests,
        SocketLimits limits,
        Optional<ServedTls> tls) {

    public static final long USUAL_RPC_TIMEOUT_MS = 30_000;

    /** Without TLS. */
    public GatewaySettings(
            String bind,
            int port,
            String version,
            String host,
            Optional<Path> webFolder,
            boolean webDevelopment,
            long rpcTimeoutMs,
            boolean logRequests,
            SocketLimits limits) {
        this(bind, port, version, host, webFolder, webDevelopment, rpcTimeoutMs, logRequests, limits, Optional.empty());
    }

    /** The same with TLS. */
    public GatewaySettings with(ServedTls served) {
        return new GatewaySettings(
                bind,
                port,
                version,
                host,
                webFolder,
                webDevelopment,
                rpcTimeoutMs,
                logRequests,
                limits,
                Optional.of(served));
    }

    /** On this machine only. */
    public static GatewaySettings local(int port, String version) {
        return new GatewaySettings(
                "127.0.0.1",
                port,
                version,
                "localhost",
                Optional.empty(),
                false,
                USUAL_RPC_TIMEOUT_MS,
                false,
                SocketLimits.DEFAULT);
    }
}
