package moltis.gateway.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import moltis.gateway.http.Exchange;
import moltis.gateway.web.WebFiles.WebFile;

/** Sends a file in the smallest form that the client takes, or says that it has it already. */
final class FileAnswer {

    private static final String SVG_POLICY = "default-src 'none'; img-src 'self' data:; style-src 'none'; "
            + "script-src 'none'; object-src 'none'; frame-ancestors 'none'";
    /** Compressed forms that lie beside a file, the best first, by the name that a client accepts. */
    private static final Map<String, String> COMPRESSED = compressed();

    private FileAnswer() {}

    static void send(Exchange exchange, WebFile file) throws IOException {
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

    private static Optional<String> encoding(Exchange exchange, WebFile file) {
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

    private static Optional<WebFile> compressed(WebFile file, String encoding) {
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
