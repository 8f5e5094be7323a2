package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import moltis.gateway.socket.SocketLimits;
import moltis.testing.model.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The protocol of the socket, over a real one. */
class SocketTest {

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

    private void publish(String name, ObjectNode payload) {
        gateway.bus.publish(new ServerEvent.Named(name, payload, false));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void a_client_that_introduces_itself_is_welcomed_with_the_facts() {
        try (TestSocket socket = gateway.open()) {
            JsonNode frame = socket.hello();

            assertThat(frame.path("ok").asBoolean()).isTrue();
            JsonNode hello = frame.path("payload");
            assertThat(hello.path("type").asString()).isEqualTo("hello-ok");
            assertThat(hello.path("protocol").asInt()).isEqualTo(4);
            assertThat(hello.path("server").path("version").asString()).isEqualTo("1.0");
            assertThat(hello.path("policy").toString())
                    .isEqualTo("{\"maxPayload\":524288,\"maxBufferedBytes\":1572864,\"tickIntervalMs\":30000}");
            assertThat(texts(hello.path("features").path("methods")))
                    .contains("chat.send", "health")
                    .isSorted();
            assertThat(texts(hello.path("features").path("events"))).contains("chat", "tick");
            assertThat(texts(hello.path("auth").path("scopes")))
                    .containsExactly(
                            "operator.admin",
                            "operator.read",
                            "operator.write",
                            "operator.approvals",
                            "operator.pairing",
                            "models.invoke");
            assertThat(frame.toString()).doesNotContain("null");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"protocol\":{\"min\":3,\"max\":4},\"client\":{\"id\":\"a\",\"version\":\"1\"}}",
                "{\"protocol\":{\"min\":4,\"max\":4,\"later\":1},\"client\":{\"id\":\"a\",\"version\":\"1\",\"later\":{}}}",
                "{\"client\":{\"id\":\"a\",\"version\":\"1\"}}",
                "{\"minProtocol\":3,\"maxProtocol\":4,\"client\":{\"id\":\"a\",\"version\":\"1\",\"platform\":\"p\",\"mode\":\"m\"},"
                        + "\"scopes\":[\"operator.read\"],\"role\":\"operator\",\"auth\":{\"token\":\"t\"}}",
                "{\"client\":{\"id\":\"a\",\"version\":\"1\"},\"extensions\":{\"moltis\":{\"caps\":5}}}",
            })
    void both_forms_of_the_handshake_are_understood(String params) {
        try (TestSocket socket = gateway.open()) {
            assertThat(socket.call("connect", params).path("ok").asBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"protocol\":{\"min\":5,\"max\":6},\"client\":{\"id\":\"a\",\"version\":\"1\"}}",
                "{\"minProtocol\":3,\"maxProtocol\":3,\"client\":{\"id\":\"a\",\"version\":\"1\"}}",
            })
    void a_client_of_another_protocol_is_told_both_ranges_and_let_go(String params) {
        try (TestSocket socket = gateway.open()) {
            JsonNode error = socket.error("connect", params);

            assertThat(error.path("code").asString()).isEqualTo("PROTOCOL_ERROR");
            assertThat(error.path("message").asString()).startsWith("protocol mismatch: server=4, client=");
            assertThat(socket.awaitClose()).isEqualTo(new TestSocket.Closed(1002));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"req\",\"id\":\"1\",\"method\":\"health\"}",
                "{\"type\":\"req\",\"id\":\"1\",\"method\":\"connect\",\"params\":{}}",
                "{\"type\":\"req\",\"id\":\"1\",\"method\":\"connect\",\"params\":[]}",
                "{\"type\":\"req\",\"id\":\"1\",\"method\":\"connect\"}",
                "not json",
                "{\"type\":\"res\",\"id\":\"1\",\"ok\":true}",
            })
    void whoever_begins_with_anything_else_is_answered_and_let_go(String first) {
        try (TestSocket socket = gateway.open()) {
            socket.send(first);

            assertThat(socket.read().path("error").path("code").asString()).isEqualTo("PROTOCOL_ERROR");
            assertThat(socket.awaitClose()).isEqualTo(new TestSocket.Closed(1002));
        }
        assertThat(gateway.get("/health").body()).contains("\"connections\":0");
    }

    @Test
    void a_client_that_says_nothing_is_let_go() {
        gateway.close();
        gateway = TestGateway.start(
                directory, _ -> Reply.says(""), settings -> withLimits(settings, Duration.ofMillis(50), 256));

        try (TestSocket socket = gateway.open()) {
            assertThat(socket.awaitClose()).isEqualTo(new TestSocket.Closed(4008));
        }
    }

    static GatewaySettings withLimits(GatewaySettings settings, Duration handshake, int inFlight) {
        SocketLimits usual = SocketLimits.DEFAULT;
        return new GatewaySettings(
                settings.bind(),
                settings.port(),
                settings.version(),
                settings.host(),
                settings.webFolder(),
                settings.webDevelopment(),
                settings.rpcTimeoutMs(),
                settings.logRequests(),
                new SocketLimits(
                        usual.maxPayload(),
                        usual.maxBufferedBytes(),
                        usual.maxFrames(),
                        inFlight,
                        handshake,
                        usual.tick(),
                        usual.silence()));
    }

    @Test
    void introducing_oneself_twice_is_no_method() {
        try (TestSocket socket = gateway.connect()) {
            assertThat(socket.error("connect", "{}").path("code").asString()).isEqualTo("UNKNOWN_METHOD");
        }
    }

    @Test
    void an_unknown_method_is_named() {
        try (TestSocket socket = gateway.connect()) {
            JsonNode error = socket.error("no.such.method", "{}");

            assertThat(error.toString())
                    .isEqualTo("{\"code\":\"UNKNOWN_METHOD\",\"message\":\"unknown method: no.such.method\"}");
        }
    }

    @Test
    void parameters_that_are_no_object_get_an_answer_from_every_method() {
        try (TestSocket socket = gateway.connect()) {
            for (var method : gateway.server.methods()) {
                assertThat(socket.error(method.name(), "[]").path("code").asString())
                        .as(method.name())
                        .isEqualTo("INVALID_REQUEST");
            }
        }
    }

    @Test
    void a_message_that_is_no_frame_is_named_and_the_connection_stays() {
        try (TestSocket socket = gateway.connect()) {
            socket.send("not json");

            assertThat(socket.event("error").path("payload").toString()).isEqualTo("{\"message\":\"invalid frame\"}");
            assertThat(socket.result("health", "{}").path("status").asString()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {524_289, 600_000, 5_000_000})
    void a_message_over_the_limit_is_answered_and_the_connection_stays(int size) {
        try (TestSocket socket = gateway.connect()) {
            String frame = "{\"type\":\"req\",\"id\":\"big\",\"method\":\"health\",\"params\":{\"x\":\"";
            socket.send(frame + "x".repeat(size - frame.length() - 3) + "\"}}");

            assertThat(socket.event("error").path("payload").toString())
                    .isEqualTo(
                            "{\"code\":\"PAYLOAD_TOO_LARGE\",\"message\":\"payload too large\",\"maxBytes\":524288}");
            assertThat(socket.answer("big").path("error").path("code").asString())
                    .isEqualTo("PAYLOAD_TOO_LARGE");
            assertThat(socket.result("health", "{}").path("status").asString()).isEqualTo("ok");
        }
    }

    @Test
    void a_message_of_exactly_the_limit_is_taken() {
        try (TestSocket socket = gateway.connect()) {
            String frame = "{\"type\":\"req\",\"id\":\"big\",\"method\":\"health\",\"params\":{\"x\":\"";
            socket.send(frame + "x".repeat(524_288 - frame.length() - 3) + "\"}}");

            assertThat(socket.answer("big").path("ok").asBoolean()).isTrue();
        }
    }

    @Test
    void a_newer_client_receives_nothing_until_it_subscribes() {
        try (TestSocket socket = gateway.connect()) {
            publish("tick", Json.object().put("ts", 1));
            assertThat(socket.eventsSoFar()).isEmpty();

            socket.result("subscribe", "{\"events\":[\"tick\"]}");
            publish("models.updated", Json.object());
            publish("tick", Json.object().put("ts", 2));

            assertThat(socket.event("tick").path("payload").path("ts").asInt()).isEqualTo(2);
            assertThat(socket.eventsSoFar()).isEmpty();
        }
    }

    @Test
    void an_older_client_receives_everything_until_it_subscribes() {
        try (TestSocket socket = gateway.open()) {
            socket.call(
                    "connect",
                    "{\"minProtocol\":3,\"maxProtocol\":4,\"client\":{\"id\":\"a\",\"version\":\"1\",\"platform\":\"p\",\"mode\":\"m\"}}");
            publish("tick", Json.object());
            assertThat(socket.event("tick")).isNotNull();

            socket.result("subscribe", "{\"events\":[\"chat\"]}");
            publish("tick", Json.object());

            assertThat(socket.eventsSoFar()).isEmpty();
        }
    }

    @Test
    void only_the_sessions_that_were_asked_for_are_heard() {
        try (TestSocket socket = gateway.connect()) {
            socket.result("subscribe", "{\"events\":[\"session\"],\"sessions\":[\"session:a\"]}");
            publish("session", Json.object().put("sessionKey", "session:b"));
            publish("session", Json.object().put("sessionKey", "session:a"));

            assertThat(socket.event("session")
                            .path("payload")
                            .path("sessionKey")
                            .asString())
                    .isEqualTo("session:a");
            assertThat(socket.eventsSoFar()).isEmpty();
        }
    }

    @Test
    void numbers_rise_for_every_client() throws Exception {
        try (TestSocket socket = gateway.connect()) {
            socket.result("subscribe", "{\"events\":[\"*\"]}");
            List<Thread> publishers = List.of(publisher(), publisher(), publisher());
            for (Thread publisher : publishers) publisher.join();

            List<Long> numbers = socket.eventsSoFar().stream()
                    .map(event -> event.path("seq").asLong())
                    .toList();
            assertThat(numbers).hasSize(300).isSorted().doesNotHaveDuplicates();
        }
    }

    private Thread publisher() {
        return Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 100; i++)
                publish("models.updated", Json.object().put("i", i));
        });
    }

    @Test
    void a_slow_call_does_not_hold_up_the_next_one() {
        try (TestSocket socket = gateway.connect()) {
            gateway.addModel(socket);
            String slow = socket.request("models.test", Json.object().put("modelId", TestGateway.MODEL));
            String quick = socket.request("health", Json.object());

            assertThat(socket.answer(quick).path("ok").asBoolean()).isTrue();
            assertThat(socket.answer(slow).path("id").asString()).isEqualTo(slow);
        }
    }

    @Test
    void two_requests_of_one_id_both_get_answers() {
        try (TestSocket socket = gateway.connect()) {
            socket.send("{\"type\":\"req\",\"id\":\"same\",\"method\":\"health\"}");
            socket.send("{\"type\":\"req\",\"id\":\"same\",\"method\":\"status\"}");

            List<JsonNode> answers = List.of(socket.answer("same"), socket.answer("same"));
            assertThat(answers)
                    .extracting(answer -> answer.path("payload").has("uptimeMs"))
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void a_ping_of_the_client_is_answered_and_binary_messages_are_ignored() {
        try (TestSocket socket = gateway.connect()) {
            socket.ping();

            assertThat(socket.result("health", "{}").path("status").asString()).isEqualTo("ok");
        }
    }

    @Test
    void the_zone_of_the_first_client_is_kept_and_later_ones_change_nothing() {
        for (String zone : List.of("Europe/Paris", "Asia/Tokyo", "Mars/Base")) {
            try (TestSocket socket = gateway.open()) {
                socket.call("connect", TestSocket.connectParams().put("timezone", zone));
                // The zone is written off the thread of the connection.
                while (socket.result("agent.identity.get", "{}")
                        .path("user_timezone")
                        .isMissingNode()) Thread.onSpinWait();
            }
        }

        try (TestSocket socket = gateway.connect()) {
            assertThat(socket.result("agent.identity.get", "{}")
                            .path("user_timezone")
                            .asString())
                    .isEqualTo("Europe/Paris");
        }
    }

    @Test
    void stopping_says_good_bye() {
        try (TestSocket socket = gateway.connect()) {
            socket.result("subscribe", "{\"events\":[\"shutdown\"]}");

            gateway.server.close();

            assertThat(socket.event("shutdown").path("payload").path("reason").asString())
                    .isEqualTo("stop");
            assertThat(socket.awaitClose()).isEqualTo(new TestSocket.Closed(1012));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://localhost.attacker.tld",
                "http://localhost:1",
                "http://127.0.0.1.nip.io"
            })
    void incident_2_a_page_of_another_site_can_not_open_the_socket(String origin) {
        for (String path : List.of("/ws", "/ws/chat")) {
            try (TestSocket socket = TestSocket.upgrade(gateway.address(), path, Map.of("Origin", origin))) {
                assertThat(socket.upgrade())
                        .isEqualTo(new TestSocket.Upgrade(403, "cross-origin WebSocket connections are not allowed"));
            }
        }
    }

    @Test
    void incident_2_a_site_that_resolves_its_name_to_us_can_not_either() {
        int port = gateway.address().getPort();
        Map<String, String> rebound = Map.of(
                "Origin", "http://attacker.tld:" + port,
                "Host", "attacker.tld:" + port);

        try (TestSocket socket = TestSocket.upgrade(gateway.address(), "/ws/chat", rebound)) {
            assertThat(socket.upgrade().status()).isEqualTo(401);
        }
    }

    @Test
    void our_own_page_may_open_it_under_any_name_of_this_machine() {
        int port = gateway.address().getPort();

        for (String origin :
                List.of("http://localhost:" + port, "http://127.0.0.1:" + port, "http://a.localhost:" + port)) {
            try (TestSocket socket = TestSocket.upgrade(gateway.address(), "/ws/chat", Map.of("Origin", origin))) {
                assertThat(socket.upgrade().status()).as(origin).isEqualTo(101);
                assertThat(socket.hello().path("ok").asBoolean()).isTrue();
            }
        }
    }
}
