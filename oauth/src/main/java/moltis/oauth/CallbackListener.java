package moltis.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Listens on a fixed port for a browser that comes back from a provider which allows no other redirect. Exists only while
 * a sign-in waits for it.
 */
final class CallbackListener implements AutoCloseable {

    private static final String PATH = "/auth/callback";

    private final HttpServer server;

    private CallbackListener(HttpServer server) {
        this.server = server;
    }

    /**
     * @param answer given the query's parameters; runs on a virtual thread and may block
     * @throws IOException if the port is taken
     */
    static CallbackListener open(InetAddress address, int port, Function<Map<String, String>, CallbackPage> answer)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 8);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                boolean callback = exchange.getRequestMethod().equals("GET")
                        && exchange.getRequestURI().getPath().equals(PATH);
                if (callback) {
                    String query = exchange.getRequestURI().getRawQuery();
                    send(exchange, answer.apply(CallbackInput.parameters(query == null ? "" : query)));
                } else {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        });
        server.start();
        return new CallbackListener(server);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void send(HttpExchange exchange, CallbackPage page) throws IOException {
        byte[] body = page.html().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", CallbackPage.SECURITY_POLICY);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(page.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    /** Stops at once; a page that is being sent is given a moment. */
    @Override
    public void close() {
        server.stop(1);
    }
}
