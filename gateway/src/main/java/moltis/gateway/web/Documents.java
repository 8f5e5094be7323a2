package moltis.gateway.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.http.Route;

/** The pages: the app's document at every address that the app knows, and a page that says so where there is none. */
public final class Documents {

    private static final Map<String, String> MOVED = Map.of(
            "/setup", "/onboarding",
            "/setup/", "/onboarding",
            "/onboarding/", "/onboarding",
            "/login/", "/login",
            "/setup-required/", "/setup-required");
    private static final List<String> PAGES = List.of("/projects", "/skills", "/chats", "/settings", "/monitoring");
    private static final List<String> NO_PAGES = List.of("/assets/", "/ws/", "/auth/");
    private static final Pattern PLAIN_HOST = Pattern.compile("[A-Za-z0-9.\\-:\\[\\]]+");
    private static final String INDEX = "index.html";
    private static final String ONBOARDING = "onboarding.html";

    private final WebFiles files;
    private final BootData boot;
    private final BooleanSupplier onboarded;

    /** @param onboarded whether the person has been through the first steps */
    public Documents(WebFiles files, BootData boot, BooleanSupplier onboarded) {
        this.files = files;
        this.boot = boot;
        this.onboarded = onboarded;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/onboarding", Access.FIRST_STEPS, this::onboarding),
                Route.get("/login", Access.PUBLIC, exchange -> document(exchange, "login.html", false)),
                Route.get("/api/gon", Access.READ, this::bootData));
    }

    /** Answers where no route is. */
    public Route fallback() {
        return Route.get("/", Access.READ, this::page);
    }

    private void bootData(Exchange exchange) throws IOException {
        exchange.json(200, boot.now());
    }

    private void onboarding(Exchange exchange) throws IOException {
        // Somebody who has proved nothing is here to set up, whoever has been through the first steps before.
        boolean known = !exchange.who().isStranger();
        if (known && onboarded.getAsBoolean()) exchange.redirect("/");
        else document(exchange, ONBOARDING, known);
    }

    private void page(Exchange exchange) throws IOException {
        String path = exchange.path();
        boolean reading = exchange.method().equals("GET") || exchange.method().equals("HEAD");
        if (path.startsWith("/api/") || !reading) throw HttpProblem.notFound();
        String moved = MOVED.get(path);
        if (moved != null) {
            exchange.redirect(moved);
        } else if (isNoPage(path)) {
            exchange.text(404, "not found");
        } else if (!isPage(path)) {
            problem(exchange, 404, "Page not found", "This page could not be found.");
        } else if (mustOnboard()) {
            exchange.redirect("/onboarding");
        } else {
            document(exchange, INDEX, true);
        }
    }

    private boolean mustOnboard() {
        return !onboarded.getAsBoolean() && files.document(ONBOARDING).isPresent();
    }

    /** A dot means a file, except below the known pages: keys of sessions may hold one. */
    private static boolean isNoPage(String path) {
        return NO_PAGES.stream().anyMatch(path::startsWith) || (path.contains(".") && !isPage(path));
    }

    private static boolean isPage(String path) {
        String bare = path;
        while (bare.length() > 1 && bare.endsWith("/")) bare = bare.substring(0, bare.length() - 1);
        if (bare.equals("/")) return true;
        for (String page : PAGES) {
            if (bare.equals(page) || bare.startsWith(page + "/")) return true;
        }
        return false;
    }

    private void document(Exchange exchange, String name, boolean known) throws IOException {
        Optional<WebFiles.WebFile> file = files.document(name);
        if (file.isEmpty()) {
            problem(
                    exchange,
                    503,
                    "No web interface",
                    "This installation has no web files. The terminal works: run 'moltis chat'.");
            return;
        }
        String nonce = UUID.randomUUID().toString();
        String data = known ? boot.nowAsJson() : boot.forStrangersAsJson();
        String page = PageTemplate.fill(Files.readString(file.get().path()), nonce, data, files.hash());
        exchange.set("Content-Security-Policy", policy(exchange, nonce));
        sendPage(exchange, 200, page);
    }

    /** Nothing is ever loaded from, or sent to, anywhere but this server. */
    private static String policy(Exchange exchange, String nonce) {
        String host = exchange.header("Host")
                .filter(name -> PLAIN_HOST.matcher(name).matches())
                .orElse("localhost");
        return "default-src 'self'; script-src 'self' 'nonce-" + nonce + "' 'wasm-unsafe-eval'; "
                + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; "
                + "font-src 'self'; connect-src 'self' ws://" + host + " wss://" + host + "; frame-ancestors 'none'; "
                + "form-action 'self'; base-uri 'self'; object-src 'none'";
    }

    private static void problem(Exchange exchange, int status, String title, String message) throws IOException {
        exchange.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; "
                        + "form-action 'none'; base-uri 'none'");
        sendPage(exchange, status, ProblemPage.html(status, title, message));
    }

    private static void sendPage(Exchange exchange, int status, String page) throws IOException {
        exchange.set("Cache-Control", "no-cache, no-store");
        exchange.send(status, Exchange.HTML, page.getBytes(StandardCharsets.UTF_8));
    }
}
