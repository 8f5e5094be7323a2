package moltis.gateway.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.Route;
import moltis.gateway.web.WebFiles.WebFile;

/** The files that documents load: under an address with the hash of all of them for ever, elsewhere until they change. */
public final class AssetRoutes {

    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";
    private static final String NEVER = "no-cache, no-store";
    private static final String SVG_POLICY = "default-src 'none'; img-src 'self' data:; style-src 'none'; "
            + "script-src 'none'; object-src 'none'; frame-ancestors 'none'";
    /** Served from the root as well: what browsers expect there. */
    private static final List<String> AT_ROOT = List.of("manifest.json", "sw.js", "offline.html", "favicon.ico");
    /** Compressed forms that lie beside a file, the best first, by the name that a client accepts. */
    private static final Map<String, String> COMPRESSED = compressed();

    private final WebFiles files;

    public AssetRoutes(WebFiles files) {
        this.files = files;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get("/assets/version.json", Access.PUBLIC, this::version));
        routes.add(Route.get("/assets/v/{version}/{path…}", Access.PUBLIC, this::versioned));
        routes.add(Route.get(
                "/assets/{path…}",
                Access.PUBLIC,
                exchange -> send(exchange, files.asset(exchange.place("path")), ASK_AGAIN)));
        for (String name : AT_ROOT)
            routes.add(Route.get(
                    "/" + name,
                    Access.PUBLIC,
                    exchange -> send(exchange, files.document(name).or(() -> files.asset(name)), ASK_AGAIN)));
        return routes;
    }

    record Version(String assetHash, String assetSource) {}

    private void version(Exchange exchange) throws IOException {
        String source = files.isDevelopment() ? "filesystem" : files.isThere() ? "external" : "unavailable";
        exchange.set("Cache-Control", ASK_AGAIN);
        exchange.json(200, new Version(files.hash(), source));
    }

    private void versioned(Exchange exchange) throws IOException {
        // A page of another version must not fill caches with our files under its name.
        boolean ours = exchange.place("version").equals(files.hash());
        send(exchange, files.asset(exchange.place("path")), ours ? FOREVER : ASK_AGAIN);
    }

    private void send(Exchange exchange, Optional<WebFile> found, String caching) throws IOException {
        exchange.set("Cache-Control", ASK_AGAIN);
        if (!files.isThere()) {
            exchange.text(503, "this installation has no web files");
            return;
        }
        if (found.isEmpty()) {
            exchange.text(404, "not found");
            return;
        }
        exchange.set("Cache-Control", files.isDevelopment() ? NEVER : caching);
        send(exchange, found.get());
    }

    private void send(Exchange exchange, WebFile file) throws IOException {
        String name = file.path().getFileName().toString();
        String type = ContentTypes.of(name);
        if (type.equals("image/svg+xml")) exchange.set("Content-Security-Policy", SVG_POLICY);
        WebFile sent = file;
        String tag = file.tag();
        if (ContentTypes.isText(type)) {
            exchange.set("Vary", "Accept-Encoding");
            Optional<String> encoding = encoding(exchange, file);
            if (encoding.isPresent()) {
                exchange.set("Content-Encoding", encoding.get());
                sent = compressed(file, encoding.get()).orElse(file);
                tag = tag + "-" + encoding.get();
            }
        }
        String quoted = "\"" + tag + "\"";
        exchange.set("ETag", quoted);
        if (Conditional.matches(exchange.header("If-None-Match"), quoted)) {
            exchange.empty(304);
            return;
        }
        try (OutputStream out = exchange.stream(200, type, sent.size())) {
            Files.copy(sent.path(), out);
        }
    }

    private Optional<String> encoding(Exchange exchange, WebFile file) {
        String accepted = exchange.header("Accept-Encoding").orElse("");
        return COMPRESSED.keySet().stream()
                .filter(encoding -> accepts(accepted, encoding)
                        && compressed(file, encoding).isPresent())
                .findFirst();
    }

    private static boolean accepts(String header, String encoding) {
        for (String part : header.split(",")) {
            String[] name = part.strip().split(";", 2);
            if (name[0].strip().equalsIgnoreCase(encoding))
                return name.length == 1 || !name[1].replace(" ", "").matches("q=0(\\.0*)?");
        }
        return false;
    }

    private Optional<WebFile> compressed(WebFile file, String encoding) {
        var path = file.path().resolveSibling(file.path().getFileName() + "." + COMPRESSED.get(encoding));
        try {
            return Files.isRegularFile(path)
                    ? Optional.of(new WebFile(path, Files.size(path), file.tag()))
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Map<String, String> compressed() {
        Map<String, String> byName = new LinkedHashMap<>();
        byName.put("br", "br");
        byName.put("gzip", "gz");
        return byName;
    }
}
