package moltis.providers.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A hub of models on loopback: files with their checksums, ranges, a list to search. */
final class FakeHub implements AutoCloseable {

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> tokens = new CopyOnWriteArrayList<>();
    final CountDownLatch halfSent = new CountDownLatch(1);
    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    volatile String checksum = "";
    volatile boolean halts;
    volatile String found = "[]";

    FakeHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @param path as {@code owner/name/file} */
    void put(String path, byte[] content) {
        files.put(path, content);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestURI().toString());
        tokens.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        if (path.equals("/api/models")) send(exchange, 200, found.getBytes(StandardCharsets.UTF_8));
        else if (path.startsWith("/api/models/")) tree(exchange, path.substring("/api/models/".length()));
        else file(exchange, path.substring(1).replace("/resolve/main", ""));
    }

    private void tree(HttpExchange exchange, String path) throws IOException {
        String repository = path.substring(0, path.indexOf("/tree/main"));
        String entries = files.entrySet().stream()
                .filter(file -> file.getKey().startsWith(repository + "/"))
                .map(file -> "{\"type\":\"file\",\"path\":\"%s\",\"size\":%d,\"lfs\":{\"oid\":\"%s\"}}"
                        .formatted(
                                file.getKey().substring(repository.length() + 1),
                                file.getValue().length,
                                checksum.isEmpty() ? sha256(file.getValue()) : checksum))
                .reduce((one, other) -> one + "," + other)
                .orElse("");
        send(exchange, 200, ("[" + entries + "]").getBytes(StandardCharsets.UTF_8));
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        byte[] content = files.get(path);
        if (content == null) {
            send(exchange, 404, new byte[0]);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D+", ""));
        byte[] rest = Arrays.copyOfRange(content, from, content.length);
        exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
        int half = halts ? rest.length / 2 : rest.length;
        exchange.getResponseBody().write(rest, 0, half);
        exchange.getResponseBody().flush();
        if (halts) await();
        try (exchange) {
            exchange.getResponseBody().write(rest, half, rest.length - half);
        } catch (IOException _) {
            // Whoever fetched it stopped.
            return;
        }
    }

    private void await() {
        halfSent.countDown();
        try {
            goOn.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) exchange.getResponseBody().write(body);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        goOn.countDown();
        server.stop(0);
    }
}
