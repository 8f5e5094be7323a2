package moltis.gateway.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/**
 * What becomes of requests over plain HTTP when the server is reachable from other machines: they are answered with the
 * way to HTTPS. Only programs on this machine are served as they came, since nothing of theirs leaves it.
 */
final class PlainHttp {

    private PlainHttp() {}

    /** Where the browser should go instead; empty if the request may be served. */
    static Optional<String> elsewhere(Request request) {
        if (request.isSecure()) return Optional.empty();
        String path = request.getHttpURI().getPath() == null
                ? "/"
                : request.getHttpURI().getPath();
        if (isLocal(request.getConnectionMetaData().getRemoteSocketAddress()) && isForPrograms(path))
            return Optional.empty();
        return Optional.of(https(request, port(request)));
    }

    /** The same address over HTTPS. */
    static String https(Request request, int port) {
        HttpURI asked = request.getHttpURI();
        String host = Request.getServerName(request);
        String address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        String path =
                asked.getPathQuery() == null || !asked.getPathQuery().startsWith("/") ? "/" : asked.getPathQuery();
        return "https://" + address + (port == 443 ? "" : ":" + port) + path;
    }

    static boolean isLocal(SocketAddress peer) {
        return peer instanceof InetSocketAddress internet
                && internet.getAddress() != null
                && internet.getAddress().isLoopbackAddress();
    }

    private static boolean isForPrograms(String path) {
        return path.equals("/health")
                || path.equals("/ws")
                || path.startsWith("/ws/")
                || path.startsWith("/api/")
                || path.startsWith("/v1/");
    }

    /** The port that the client used, which may not be ours if something forwards it. */
    private static int port(Request request) {
        int named = Request.getServerPort(request);
        return named == 80 && request.getHttpURI().getPort() <= 0 ? 443 : named;
    }
}
