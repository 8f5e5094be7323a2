package moltis.gateway.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.Route;
import moltis.gateway.web.WebFiles.WebFile;

/** The handbook under {@code /docs/}: pages have no ending in their address. */
public final class HandbookRoutes {

    private static final Pattern INLINE_SCRIPT =
            Pattern.compile("<script(?![^>]*\\ssrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);

    private final WebFiles files;

    /** @param files the built handbook */
    public HandbookRoutes(WebFiles files) {
        this.files = files;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/docs", Access.READ, exchange -> exchange.redirect("/docs/")),
                Route.get("/docs/{path…}", Access.READ, this::page));
    }

    private void page(Exchange exchange) throws IOException {
        String path = exchange.place("path");
        String last = path.substring(path.lastIndexOf('/') + 1);
        String name = last.isEmpty() ? path + "index.html" : last.contains(".") ? path : path + ".html";
        Optional<WebFile> file = files.document(name);
        exchange.set("Cache-Control", "no-cache");
        if (file.isEmpty()) {
            exchange.text(404, "not found");
            return;
        }
        if (name.endsWith(".html")) exchange.set("Content-Security-Policy", policy(file.get()));
        FileAnswer.send(exchange, file.get());
    }

    /** Only the scripts that were built into the page may run. */
    private static String policy(WebFile page) throws IOException {
        var scripts = new StringJoiner(" ", "script-src 'self' ", "; ");
        Matcher inline = INLINE_SCRIPT.matcher(Files.readString(page.path()));
        while (inline.find()) scripts.add("'sha256-" + digest(inline.group(1)) + "'");
        return "default-src 'self'; " + scripts + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                + "connect-src 'self'; font-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'self'; "
                + "object-src 'none'";
    }

    private static String digest(String script) {
        byte[] text = script.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(WebFiles.sha256().digest(text));
    }
}
