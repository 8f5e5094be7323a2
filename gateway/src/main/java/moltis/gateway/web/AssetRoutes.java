package moltis.gateway.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    /** Served from the root as well: what browsers expect there. */
    private static final List<String> AT_ROOT = List.of("manifest.json", "sw.js", "offline.html", "favicon.ico");

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
        FileAnswer.send(exchange, found.get());
    }
}
