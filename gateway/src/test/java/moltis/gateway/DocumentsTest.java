package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moltis.core.session.SessionKey;
import moltis.testing.model.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages and the files that they load. */
class DocumentsTest {

    private static final Pattern NONCE = Pattern.compile("nonce=\"([0-9a-f-]{36})\"");

    @TempDir
    private Path directory;

    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        Path web = directory.resolve("web");
        Files.createDirectories(web.resolve("assets/dist"));
        Files.writeString(
                web.resolve("index.html"),
                "<script nonce=\"__CSP_NONCE__\">window.__MOLTIS__=__BOOT_DATA__;</script>"
                        + "<script src=\"__ASSETS__dist/main.js\"></script>__ASSET_HASH__");
        Files.writeString(web.resolve("login.html"), "<script nonce=\"__CSP_NONCE__\">boot(__BOOT_DATA__)</script>");
        Files.writeString(web.resolve("sw.js"), "worker");
        Files.writeString(web.resolve("assets/dist/main.js"), "console.log(1)");
        Files.write(web.resolve("assets/dist/main.js.br"), new byte[] {1, 2, 3});
        Files.write(web.resolve("assets/dist/main.js.gz"), new byte[] {4, 5});
        Files.writeString(web.resolve("assets/icon.svg"), "<svg/>");
        Files.createDirectories(directory.resolve("docs/assets"));
        Files.writeString(
                directory.resolve("docs/index.html"), "<script>dark()</script><script src='/docs/a.js'></script>");
        Files.writeString(directory.resolve("docs/quickstart.html"), "Quickstart");
        Files.writeString(directory.resolve("docs/assets/a.js"), "a");
        Files.writeString(directory.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(web.resolve("assets/link.txt"), directory.resolve("secret.txt"));
        Files.createDirectories(directory.resolve("data"));
        Files.createFile(directory.resolve("data/.onboarded"));
        gateway = TestGateway.start(directory.resolve("data"), _ -> Reply.says(""), settings -> with(settings, web));
    }

    private static GatewaySettings with(GatewaySettings settings, Path web) {
        return new GatewaySettings(
                settings.bind(),
                settings.port(),
                settings.version(),
                settings.host(),
                Optional.of(web),
                false,
                settings.rpcTimeoutMs(),
                settings.logRequests(),
                settings.limits());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private String hash() {
        return TestGateway.json(gateway.get("/assets/version.json"))
                .path("assetHash")
                .asString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/chats",
                "/chats/",
                "/chats/main",
                "/settings/profile",
                "/skills",
                "/projects/x",
                "/monitoring/charts",
                "/chats/matrix/acc/!room:example.org"
            })
    void every_page_of_the_app_is_the_apps_document(String path) {
        HttpResponse<String> page = gateway.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("window.__MOLTIS__={").contains("/assets/v/" + hash() + "/dist/main.js");
        assertThat(header(page, "cache-control")).isEqualTo("no-cache, no-store");
    }

    @Test
    void each_page_has_a_nonce_of_its_own_and_loads_from_nowhere_else() {
        HttpResponse<String> one = gateway.get("/");
        HttpResponse<String> two = gateway.get("/");

        Matcher nonce = NONCE.matcher(one.body());
        assertThat(nonce.find()).isTrue();
        assertThat(two.body()).doesNotContain(nonce.group(1));
        String policy = header(one, "content-security-policy");
        int port = gateway.address().getPort();
        assertThat(policy)
                .contains("script-src 'self' 'nonce-" + nonce.group(1) + "'")
                .contains("connect-src 'self' ws://localhost:" + port + " wss://localhost:" + port + ";")
                .contains("frame-ancestors 'none'")
                .contains("object-src 'none'")
                .doesNotContain("https:");
    }

    @Test
    void what_is_in_the_boot_data_can_not_leave_its_script() {
        gateway.sessions.directory().ensure(new SessionKey("</script><b>&\u2028__ASSETS__"));

        String page = gateway.get("/").body();

        assertThat(page).doesNotContain("</script><b>").doesNotContain("\u2028");
        assertThat(page).contains("\\u003c/script\\u003e\\u003cb\\u003e\\u0026\\u2028__ASSETS__");
    }

    @Test
    void a_stranger_at_the_sign_in_page_learns_nothing_but_the_name() {
        gateway.sessions.directory().ensure(new SessionKey("main"));

        assertThat(gateway.get("/login").body())
                .contains("\"identity\":{\"name\":\"moltis\"}")
                .doesNotContain("sessions")
                .doesNotContain("mem");
    }

    @ParameterizedTest
    @CsvSource({
        "/nonsense, 404, text/html",
        "/api/nonsense, 404, application/json",
        "/assets/none.js, 404, text/plain",
        "/favicon.png, 404, text/plain",
        "/auth/x, 404, text/plain",
        "/assets/%2e%2e/index.html, 404, text/plain",
        "/assets/..%2findex.html, 404, text/plain",
        "/assets/link.txt, 404, text/plain",
        "/assets/dist, 404, text/plain",
        "/assets/.hidden, 404, text/plain",
    })
    void what_is_not_there_says_so_in_the_callers_language(String path, int status, String type) {
        HttpResponse<String> response = gateway.get(path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "content-type")).startsWith(type);
    }

    @Test
    void who_is_new_is_led_to_the_first_steps() throws Exception {
        Files.writeString(directory.resolve("web/onboarding.html"), "welcome");
        Files.delete(directory.resolve("data/.onboarded"));

        assertThat(header(gateway.get("/chats/main"), "location")).isEqualTo("/onboarding");
        assertThat(gateway.get("/onboarding").body()).isEqualTo("welcome");
    }

    @Test
    void only_reading_gets_a_page() {
        HttpResponse<String> response = gateway.send(gateway.request("/settings")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"/setup, /onboarding", "/onboarding/, /onboarding", "/login/, /login", "/onboarding, /"})
    void old_addresses_lead_on(String from, String to) {
        HttpResponse<String> response = gateway.get(from);

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(header(response, "location")).isEqualTo(to);
    }

    @Test
    void files_are_kept_for_ever_under_their_hash_and_asked_for_elsewhere() {
        HttpResponse<String> versioned = gateway.get("/assets/v/" + hash() + "/dist/main.js");
        assertThat(versioned.body()).isEqualTo("console.log(1)");
        assertThat(header(versioned, "cache-control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(versioned, "content-type")).isEqualTo("application/javascript; charset=utf-8");

        assertThat(header(gateway.get("/assets/v/older/dist/main.js"), "cache-control"))
                .isEqualTo("no-cache");
        HttpResponse<String> plain = gateway.get("/assets/dist/main.js");
        assertThat(header(plain, "cache-control")).isEqualTo("no-cache");
        HttpResponse<String> again = gateway.get("/assets/dist/main.js", "If-None-Match", header(plain, "etag"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(header(gateway.get("/sw.js"), "cache-control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @CsvSource({"'gzip, br', br, 3", "gzip, gzip, 2", "'br;q=0, gzip', gzip, 2", "identity, '', 14", "'', '', 14"})
    void the_smallest_form_that_the_client_takes_is_sent(String accepted, String encoding, long length) {
        HttpResponse<String> response = accepted.isEmpty()
                ? gateway.get("/assets/dist/main.js")
                : gateway.get("/assets/dist/main.js", "Accept-Encoding", accepted);

        assertThat(header(response, "content-encoding")).isEqualTo(encoding);
        assertThat(response.headers().firstValueAsLong("content-length")).hasValue(length);
        assertThat(header(response, "vary")).isEqualTo("Accept-Encoding");
    }

    @Test
    void the_handbook_is_read_under_addresses_without_endings() {
        assertThat(header(gateway.get("/docs"), "location")).isEqualTo("/docs/");
        assertThat(gateway.get("/docs/quickstart").body()).isEqualTo("Quickstart");
        assertThat(gateway.get("/docs/assets/a.js").body()).isEqualTo("a");
        assertThat(gateway.get("/docs/none").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/docs/..%2fsecret.txt").statusCode()).isEqualTo(404);
        // The digest is that of the inline script alone: what is in the page runs, what gets into it does not.
        assertThat(header(gateway.get("/docs/"), "content-security-policy"))
                .contains("script-src 'self' 'sha256-fNefTR34fI4AKL70MFDWngBjZzPD/E9oLjTl18ee/nA='; ");
    }

    @Test
    void a_drawing_can_not_run_anything() {
        HttpResponse<String> svg = gateway.get("/assets/icon.svg");

        assertThat(header(svg, "content-type")).isEqualTo("image/svg+xml");
        assertThat(header(svg, "content-security-policy")).contains("script-src 'none'");
    }
}
