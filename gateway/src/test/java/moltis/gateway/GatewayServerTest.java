package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import moltis.core.ConfigException;
import moltis.core.session.SessionKey;
import moltis.gateway.access.Access;
import moltis.gateway.http.Route;
import moltis.testing.model.Reply;
import moltis.testing.sessions.Lines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Starting, stopping, and what holds for every request. */
class GatewayServerTest {

    @TempDir
    private Path directory;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(directory, _ -> Reply.says("Hello"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private TestGateway another(String bind, int port) {
        return TestGateway.start(directory.resolve("other"), _ -> Reply.says(""), settings -> at(settings, bind, port));
    }

    private static GatewaySettings at(GatewaySettings settings, String bind, int port) {
        return new GatewaySettings(
                bind,
                port,
                settings.version(),
                settings.host(),
                settings.webFolder(),
                settings.webDevelopment(),
                settings.rpcTimeoutMs(),
                settings.logRequests(),
                settings.limits());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.168.1.10", "::", "8.8.8.8"})
    void any_address_that_others_reach_is_refused_with_the_reason(String bind) {
        assertThatThrownBy(() -> ListenAddress.check(bind, InetAddress.ofLiteral(bind), () -> false))
                .isInstanceOfSatisfying(ConfigException.class, e -> {
                    assertThat(e.sentence())
                            .contains(bind)
                            .contains("other machines")
                            .contains("who they are")
                            .contains("no password");
                    assertThat(e.hint()).contains("127.0.0.1");
                });
    }

    @Test
    void pain_35_where_strangers_are_kept_out_others_may_reach_it() {
        assertThatCode(() -> ListenAddress.check("0.0.0.0", InetAddress.ofLiteral("0.0.0.0"), () -> true))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "nonsense", ""})
    void an_address_that_is_none_is_refused(String bind) {
        assertThatThrownBy(() -> ListenAddress.of(bind, 0))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("invalid bind address '" + bind + "'");
    }

    @Test
    void the_newer_loopback_address_works_too() {
        try (TestGateway other = another("::1", 0)) {
            assertThat(other.address().getPort()).isPositive();
            try (TestSocket socket = other.connect()) {
                assertThat(socket.result("health", "{}").path("status").asString())
                        .isEqualTo("ok");
            }
        }
    }

    @Test
    void a_port_that_is_taken_names_a_free_one() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> another("127.0.0.1", port)).isInstanceOfSatisfying(ConfigException.class, e -> {
                assertThat(e.sentence()).isEqualTo("Port " + port + " on 127.0.0.1 is in use already.");
                assertThat(e.hint()).containsPattern("Port \\d+ is free: start with --port \\d+");
            });
        }
    }

    @Test
    void health_needs_nothing() {
        assertThat(gateway.get("/health").body())
                .isEqualTo("{\"status\":\"ok\",\"version\":\"1.0\",\"protocol\":4,\"connections\":0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/api/gon",
                "/api/nonsense",
                "/assets/none.js",
                "/nonsense",
                "/api/sessions/%00/history",
                "/assets/../x"
            })
    void every_answer_carries_the_headers_and_an_id(String path) {
        HttpResponse<String> response = gateway.get(path);

        Map<String, List<String>> headers = response.headers().map();
        assertThat(headers)
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("x-frame-options", List.of("sameorigin"))
                .containsEntry("referrer-policy", List.of("strict-origin-when-cross-origin"))
                .containsKey("permissions-policy")
                .doesNotContainKey("server");
        assertThat(headers.get("x-request-id").getFirst()).isNotBlank();
        if (path.startsWith("/api/"))
            assertThat(headers.get("cache-control").getFirst()).contains("no-store");
    }

    @Test
    void an_id_that_the_client_sent_comes_back() {
        assertThat(gateway.get("/health", "x-request-id", "mine-1").headers().firstValue("x-request-id"))
                .contains("mine-1");
        assertThat(gateway.get("/health", "x-request-id", "<script>").headers().firstValue("x-request-id"))
                .get()
                .isNotEqualTo("<script>");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"method\":\"health\"}', text/plain, 415, UNSUPPORTED_MEDIA_TYPE",
        "'{\"method\":', application/json, 400, INVALID_JSON",
        "'{}', application/json, 422, INVALID_BODY",
        "'[]', application/json, 422, INVALID_BODY",
    })
    void a_body_that_is_no_call_is_refused(String body, String type, int status, String code) {
        HttpResponse<String> response = gateway.post("/api/rpc", body, "Content-Type", type);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(TestGateway.json(response).path("code").asString()).isEqualTo(code);
        assertThat(TestGateway.json(response).path("error").asString()).isNotBlank();
    }

    @Test
    void a_body_over_two_mebibytes_is_refused_whether_its_length_was_told_or_not() {
        String body = "{\"method\":\"health\",\"params\":{\"x\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}}";
        assertThat(gateway.post("/api/rpc", body, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(413);

        HttpRequest untold = gateway.request("/api/rpc", "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
        assertThat(gateway.send(untold).statusCode()).isEqualTo(413);
    }

    @Test
    void a_call_over_http_answers_with_the_frame_of_the_socket() {
        JsonNode ok = TestGateway.json(
                gateway.post("/api/rpc", "{\"id\":\"r1\",\"method\":\"health\"}", "Content-Type", "application/json"));
        assertThat(ok.toString())
                .isEqualTo("{\"type\":\"res\",\"id\":\"r1\",\"ok\":true,\"payload\":"
                        + "{\"status\":\"ok\",\"version\":\"1.0\",\"connections\":0}}");

        HttpResponse<String> failed =
                gateway.post("/api/rpc", "{\"method\":\"no.such\"}", "Content-Type", "application/json; charset=utf-8");
        assertThat(failed.statusCode()).isEqualTo(200);
        assertThat(TestGateway.json(failed).toString())
                .isEqualTo("{\"type\":\"res\",\"id\":\"http-rpc\",\"ok\":false,\"error\":"
                        + "{\"code\":\"UNKNOWN_METHOD\",\"message\":\"unknown method: no.such\"}}");
    }

    @Test
    void what_needs_a_connection_still_succeeds_over_http() {
        for (String method : List.of("subscribe", "channel.join", "sessions.switch", "set-heartbeats")) {
            JsonNode frame = TestGateway.json(gateway.post(
                    "/api/rpc",
                    "{\"method\":\"" + method + "\",\"params\":{\"events\":[\"*\"],\"channels\":[],\"key\":\"main\"}}",
                    "Content-Type",
                    "application/json"));

            assertThat(frame.path("ok").asBoolean()).as(frame.toString()).isTrue();
        }
    }

    @Test
    void a_known_address_by_another_method_says_which_ones_there_are() {
        HttpResponse<String> response =
                gateway.send(gateway.request("/api/rpc").DELETE().build());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
        assertThat(TestGateway.json(response).path("code").asString()).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void head_is_answered_where_get_is() {
        HttpResponse<String> response = gateway.send(gateway.request("/health")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValueAsLong("content-length").orElse(0))
                .isPositive();
    }

    @Test
    void what_is_no_http_gets_a_bare_answer() throws Exception {
        try (var socket =
                new Socket(gateway.address().getAddress(), gateway.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/9.9\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).contains("nosniff").doesNotContain("Jetty").doesNotContain("jetty");
        }
    }

    @Test
    void incident_3_every_route_refuses_a_foreign_site_and_shows_nothing_private_under_a_foreign_name()
            throws Exception {
        for (Route route : gateway.server.routes()) {
            String path = route.path().replaceAll("\\{[a-z]+…?}", "x");
            assertThat(raw(route.method(), path, "localhost", "https://evil.example"))
                    .as("%s from a foreign site", route.path())
                    .startsWith("HTTP/1.1 403");
            if (route.access() instanceof Access.Needs || route.access() instanceof Access.Known)
                assertThat(raw(route.method(), path, "attacker.tld", ""))
                        .as("%s under a foreign name", route.path())
                        .containsPattern("^HTTP/1.1 (401|303|302)");
        }
    }

    /** Java's own client does not let a program say who it is. */
    private String raw(String method, String path, String host, String origin) throws Exception {
        try (var socket =
                new Socket(gateway.address().getAddress(), gateway.address().getPort())) {
            socket.setSoTimeout(10_000);
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + ":"
                    + gateway.address().getPort() + "\r\n"
                    + (origin.isEmpty() ? "" : "Origin: " + origin + "\r\n")
                    + "Content-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void sessions_come_in_pages() {
        for (String key : List.of("a", "b", "c")) gateway.sessions.directory().ensure(new SessionKey("session:" + key));

        assertThat(TestGateway.json(gateway.get("/api/sessions")).size()).isEqualTo(3);
        JsonNode first = TestGateway.json(gateway.get("/api/sessions?limit=2"));
        assertThat(first.path("sessions").size()).isEqualTo(2);
        assertThat(first.path("hasMore").asBoolean()).isTrue();
        assertThat(first.path("total").asInt()).isEqualTo(3);
        JsonNode last = TestGateway.json(gateway.get("/api/sessions?limit=2&cursor="
                + first.path("nextCursor").asString().replace(":", "%3A")));
        assertThat(last.path("sessions").size()).isEqualTo(1);
        assertThat(last.path("nextCursor").isNull()).isTrue();
        assertThat(gateway.get("/api/sessions?limit=many").statusCode()).isEqualTo(400);
    }

    @Test
    void pain_26_pages_of_a_history_reach_its_beginning_without_gaps() {
        var session = new SessionKey("session:long");
        gateway.sessions
                .transcripts()
                .append(
                        session,
                        IntStream.range(0, 300)
                                .mapToObj(i -> Lines.user("m" + i))
                                .toList());
        String path = "/api/sessions/session%3Along/history";
        var seen = new ArrayList<Integer>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = TestGateway.json(gateway.get(path + cursor));
            assertThat(page.path("totalMessages").asInt()).isEqualTo(300);
            var indexes = new ArrayList<Integer>();
            page.path("history")
                    .forEach(line -> indexes.add(line.path("historyIndex").asInt()));
            seen.addAll(0, indexes);
            cursor = page.path("nextCursor").isNumber()
                    ? "?cursor=" + page.path("nextCursor").asLong()
                    : null;
        }

        assertThat(seen).hasSize(300).isSorted().doesNotHaveDuplicates();
        JsonNode cached = TestGateway.json(gateway.get(path + "?cached_message_count=300"));
        assertThat(cached.path("historyCacheHit").asBoolean()).isTrue();
        assertThat(cached.path("history").isEmpty()).isTrue();
        assertThat(TestGateway.json(gateway.get("/api/sessions/unknown/history"))
                        .path("history")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void the_configuration_is_shown_checked_and_saved_as_text() {
        JsonNode shown = TestGateway.json(gateway.get("/api/config"));
        assertThat(shown.path("valid").asBoolean()).isTrue();
        assertThat(TestGateway.json(gateway.get("/api/config/template"))
                        .path("toml")
                        .asString())
                .contains("[server]");
        assertThat(TestGateway.json(gateway.get("/api/config/provenance")).has("shadowed_keys"))
                .isTrue();

        JsonNode bad = TestGateway.json(config("/validate", "{\"toml\":\"[server]\\nport = \\\"x\\\"\\n\"}"));
        assertThat(bad.path("valid").asBoolean(true)).isFalse();
        assertThat(bad.path("code").asString()).isEqualTo("CONFIG_INVALID_TOML");
        assertThat(config("", "{\"toml\":\"[server\\n\"}").statusCode()).isEqualTo(400);
        assertThat(TestGateway.json(config("", "{}")).path("code").asString()).isEqualTo("CONFIG_TOML_REQUIRED");

        JsonNode saved = TestGateway.json(config(
                "",
                "{\"toml\":\"[server]\\nport = 4711 # mine\\n\",\"version\":\""
                        + shown.path("version").asString() + "\"}"));
        assertThat(saved.path("ok").asBoolean()).as(saved.toString()).isTrue();
        assertThat(saved.path("restart_required").asBoolean()).isTrue();
        assertThat(TestGateway.json(gateway.get("/api/config")).path("toml").asString())
                .contains("# mine");
        assertThat(config(
                                "",
                                "{\"toml\":\"\",\"version\":\""
                                        + shown.path("version").asString() + "\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    private HttpResponse<String> config(String path, String body) {
        return gateway.post("/api/config" + path, body, "Content-Type", "application/json");
    }

    @Test
    void boot_data_and_bootstrap_hold_what_a_page_needs_first() {
        gateway.sessions.directory().ensure(new SessionKey("main"));

        JsonNode gon = TestGateway.json(gateway.get("/api/gon"));
        assertThat(gon.path("identity").path("name").asString()).isEqualTo("moltis");
        assertThat(gon.path("port").asInt()).isEqualTo(gateway.address().getPort());
        assertThat(gon.path("routes").path("chats").asString()).isEqualTo("/chats");
        assertThat(gon.path("sessions_recent").path(0).path("key").asString()).isEqualTo("main");
        assertThat(gon.path("mem").path("total").asLong()).isPositive();

        JsonNode all = TestGateway.json(gateway.get("/api/bootstrap"));
        assertThat(all.propertyNames())
                .containsExactly(
                        "channels", "sessions", "models", "projects", "onboarded", "identity", "sandbox", "counts");
        assertThat(all.path("sessions").size()).isEqualTo(1);
        JsonNode some = TestGateway.json(gateway.get("/api/bootstrap?include_sessions=false&include_models=false"));
        assertThat(some.path("sessions").isNull()).isTrue();
        assertThat(some.path("models").isNull()).isTrue();
        assertThat(gateway.get("/api/bootstrap?include_sessions=maybe").statusCode())
                .isEqualTo(400);
    }
}
