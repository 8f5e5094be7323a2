package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import moltis.access.Scope;
import moltis.access.audit.AuditEntry;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.gateway.access.GateSettings;
import moltis.gateway.access.Proof;
import moltis.testing.access.SoftwareAuthenticator;
import moltis.testing.model.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Setting up, signing in and out over HTTP and the socket, as a browser does it. */
class AuthTest {

    @TempDir
    private Path directory;

    private TestAccess access;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(directory, _ -> Reply.says(""), UnaryOperator.identity(), database -> {
            access = new TestAccess(database, GateSettings.DIRECT);
            return access.entrance();
        });
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private HttpResponse<String> post(String path, String body, String... more) {
        String[] headers = new String[more.length + 2];
        headers[0] = "Content-Type";
        headers[1] = "application/json";
        System.arraycopy(more, 0, headers, 2, more.length);
        return gateway.post("/api/auth" + path, body, headers);
    }

    private JsonNode get(String path, String... headers) {
        return TestGateway.json(gateway.get("/api/auth" + path, headers));
    }

    private static String cookie(HttpResponse<String> answer) {
        String set = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    private static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + TestGateway.json(answer).path("code").asString("");
    }

    private String signIn() {
        HttpResponse<String> answer = post("/login", "{\"password\":\"green kettles sing\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return cookie(answer);
    }

    @Test
    void incident_10_the_first_visitor_needs_the_code_that_was_printed() {
        Secret code = access.accounts.setupCode().renew();
        assertThat(get("/status").toString())
                .isEqualTo("{\"setup_required\":false,\"setup_complete\":false,\"has_passkeys\":false,"
                        + "\"authenticated\":true,\"auth_disabled\":false,\"setup_code_required\":true,"
                        + "\"has_password\":false,\"localhost_only\":true,\"webauthn_available\":true,"
                        + "\"passkey_origins\":[\"http://localhost\"],\"passkey_host_update_required\":false,"
                        + "\"passkey_host_update_hosts\":[]}");

        assertThat(code(post("/setup", "{\"password\":\"green kettles sing\"}")))
                .isEqualTo("403 SETUP_CODE_WRONG");
        assertThat(code(post("/setup", "{\"password\":\"change-me-please\",\"setup_code\":\"" + code.reveal() + "\"}")))
                .isEqualTo("400 INVALID_REQUEST");
        HttpResponse<String> done =
                post("/setup", "{\"password\":\"green kettles sing\",\"setup_code\":\"" + code.reveal() + "\"}");

        assertThat(done.body()).isEqualTo("{\"ok\":true,\"recovery_key\":\"RECOVERY\"}");
        assertThat(get("/status").path("authenticated").asBoolean()).isFalse();
        assertThat(get("/status", "Cookie", cookie(done)).path("authenticated").asBoolean())
                .isTrue();
        assertThat(code(post("/setup", "{\"password\":\"another one came\",\"setup_code\":\"" + code.reveal() + "\"}")))
                .as("replayed")
                .isEqualTo("403 SETUP_COMPLETE");
        assertThat(access.accounts.audit().latest(1))
                .extracting(AuditEntry::type)
                .containsExactly("setup");
    }

    @Test
    void a_setup_code_is_too_old_after_half_an_hour() {
        Secret code = access.accounts.setupCode().renew();
        access.clock.forward(Duration.ofMinutes(31));

        assertThat(code(post(
                        "/setup", "{\"password\":\"green kettles sing\",\"setup_code\":\"" + code.reveal() + "\"}")))
                .isEqualTo("410 SETUP_CODE_EXPIRED");
    }

    @Test
    void on_this_machine_one_may_go_on_without_a_password() {
        access.accounts.setDisabled(true);

        assertThat(post("/setup", "{}").body()).isEqualTo("{\"ok\":true}");

        assertThat(access.accounts.state().disabled()).isFalse();
        assertThat(access.accounts.state().setupComplete()).isFalse();
        assertThat(access.effects).containsExactly("disabled false");
    }

    @Test
    void signing_in_gives_a_cookie_and_signing_out_takes_it() {
        access.setPassword();
        HttpResponse<String> wrong = post("/login", "{\"password\":\"green kettles sang\"}");
        String cookie = signIn();

        assertThat(code(wrong)).isEqualTo("401 INVALID_PASSWORD");
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(gateway.get("/api/sessions", "Cookie", cookie).statusCode()).isEqualTo(200);
        assertThat(post("/logout", "{}", "Cookie", cookie).headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(value -> assertThat(value).contains("Max-Age=0"));
        assertThat(code(gateway.get("/api/sessions", "Cookie", cookie))).isEqualTo("401 AUTH_NOT_AUTHENTICATED");
        assertThat(access.accounts.audit().latest(9))
                .extracting(entry -> entry.type() + " " + entry.detail().orElse(""))
                .containsExactly("logout ", "login_success password", "login_failure password");
    }

    @Test
    void incident_2_the_sixth_login_of_a_minute_waits_and_is_told_how_long() {
        access.setPassword();
        for (int i = 0; i < 5; i++) post("/login", "{\"password\":\"green kettles sang\"}");

        HttpResponse<String> answer = post("/login", "{\"password\":\"green kettles sing\"}");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("60");
        assertThat(answer.body())
                .isEqualTo("{\"code\":\"RATE_LIMITED\",\"error\":\"too many requests\",\"retry_after_seconds\":60}");
        access.clock.forward(Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) post("/login", "{\"password\":\"green kettles sang\"}");
        access.clock.forward(Duration.ofMinutes(1));
        assertThat(code(post("/login", "{\"password\":\"green kettles sing\"}")))
                .isEqualTo("429 LOGIN_BLOCKED");
    }

    @Test
    void a_new_password_signs_everybody_out_but_this_browser_which_gets_a_new_token() {
        access.setPassword();
        String mine = signIn();
        String other = signIn();
        TestSocket socket = TestSocket.upgrade(gateway.address(), "/ws/chat", Map.of("Cookie", other));
        socket.hello();
        access.clock.forward(Duration.ofSeconds(1));

        assertThat(code(post(
                        "/password/change",
                        "{\"current_password\":\"wrong one here\",\"new_password\":\"blue kettles hum\"}",
                        "Cookie",
                        mine)))
                .isEqualTo("403 INVALID_PASSWORD");
        HttpResponse<String> changed = post(
                "/password/change",
                "{\"current_password\":\"green kettles sing\",\"new_password\":\"blue kettles hum\"}",
                "Cookie",
                mine);

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(socket.event("auth.credentials_changed").path("payload").toString())
                .isEqualTo("{\"reason\":\"password_changed\"}");
        assertThat(socket.awaitClose()).isEqualTo(new TestSocket.Closed(1008));
        assertThat(gateway.get("/api/sessions", "Cookie", mine).statusCode()).isEqualTo(401);
        assertThat(gateway.get("/api/sessions", "Cookie", other).statusCode()).isEqualTo(401);
        assertThat(gateway.get("/api/sessions", "Cookie", cookie(changed)).statusCode())
                .isEqualTo(200);
        socket.close();
    }

    @Test
    void sessions_are_listed_and_revoked_with_their_connections() {
        access.setPassword();
        String mine = signIn();
        String other = signIn();
        TestSocket socket = TestSocket.upgrade(gateway.address(), "/ws/chat", Map.of("Cookie", other));
        socket.hello();

        JsonNode sessions = get("/sessions", "Cookie", mine).path("sessions");
        assertThat(sessions).hasSize(2);
        JsonNode current = sessions.get(0).path("current").asBoolean() ? sessions.get(0) : sessions.get(1);
        JsonNode stranger = current == sessions.get(0) ? sessions.get(1) : sessions.get(0);
        assertThat(current.path("method").asString()).isEqualTo("password");
        assertThat(current.path("address").asString()).isEqualTo("127.0.0.1");
        HttpResponse<String> revoked = gateway.send(
                gateway.request("/api/auth/sessions/" + stranger.path("id").asLong(), "Cookie", mine)
                        .DELETE()
                        .build());

        assertThat(revoked.body()).isEqualTo("{\"ok\":true}");
        assertThat(socket.awaitClose()).isEqualTo(new TestSocket.Closed(1008));
        assertThat(gateway.get("/api/sessions", "Cookie", other).statusCode()).isEqualTo(401);
        assertThat(gateway.get("/api/sessions", "Cookie", mine).statusCode()).isEqualTo(200);
        signIn();
        assertThat(post("/sessions/revoke-others", "{}", "Cookie", mine).statusCode())
                .isEqualTo(200);
        assertThat(get("/sessions", "Cookie", mine).path("sessions")).hasSize(1);
        socket.close();
    }

    @Test
    void a_session_that_another_process_ended_may_call_nothing_more() {
        access.setPassword();
        TestSocket socket = TestSocket.upgrade(gateway.address(), "/ws/chat", Map.of("Cookie", signIn()));
        socket.hello();
        assertThat(socket.result("health", "{}").path("status").asString()).isEqualTo("ok");

        access.accounts.sessions().endOthers(-1);

        assertThat(socket.error("health", "{}").path("code").asString()).isEqualTo("UNAUTHORIZED");
        socket.close();
    }

    @Test
    void keys_are_made_with_scopes_shown_once_and_revoked() {
        access.setPassword();
        String cookie = signIn();
        assertThat(code(post("/api-keys", "{\"label\":\"ci\"}", "Cookie", cookie)))
                .isEqualTo("400 INVALID_REQUEST");
        JsonNode made = TestGateway.json(
                post("/api-keys", "{\"label\":\"ci\",\"scopes\":[\"operator.read\"]}", "Cookie", cookie));
        String key = made.path("key").asString();

        JsonNode listed = get("/api-keys", "Cookie", cookie).path("api_keys").get(0);
        assertThat(listed.path("key_prefix").asString()).isEqualTo(key.substring(0, 11));
        assertThat(listed.path("scopes").toString()).isEqualTo("[\"operator.read\"]");
        assertThat(listed.toString()).doesNotContain(key);
        assertThat(gateway.get("/api/sessions", "Authorization", "Bearer " + key)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> more = gateway.get("/api/auth/api-keys", "Authorization", "Bearer " + key);
        assertThat(more.body())
                .isEqualTo("{\"code\":\"FORBIDDEN\",\"error\":\"insufficient scope: operator.admin required\"}");
        TestSocket socket = TestSocket.upgrade(gateway.address(), "/ws", Map.of());
        ObjectNode connect = TestSocket.connectParams();
        connect.putObject("auth").put("api_key", key);
        assertThat(socket.call("connect", connect).at("/payload/auth/scopes").toString())
                .isEqualTo("[\"operator.read\"]");
        HttpResponse<String> revoked = gateway.send(
                gateway.request("/api/auth/api-keys/" + made.path("id").asLong(), "Cookie", cookie)
                        .DELETE()
                        .build());

        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(socket.awaitClose()).isEqualTo(new TestSocket.Closed(1008));
        assertThat(gateway.get("/api/sessions", "Authorization", "Bearer " + key)
                        .statusCode())
                .isEqualTo(401);
        socket.close();
    }

    @Test
    void a_socket_without_a_credential_is_closed() {
        access.setPassword();

        assertThat(TestSocket.upgrade(gateway.address(), "/ws/chat", Map.of())
                        .upgrade()
                        .status())
                .isEqualTo(401);
        TestSocket open = TestSocket.upgrade(gateway.address(), "/ws", Map.of());
        assertThat(open.hello().path("error").path("code").asString()).isEqualTo("UNAUTHORIZED");
        assertThat(open.awaitClose()).isEqualTo(new TestSocket.Closed(1008));
        open.close();
    }

    @Test
    void a_passkey_sets_up_and_signs_in() {
        var phone = new SoftwareAuthenticator("phone");
        Secret code = access.accounts.setupCode().renew();
        String shown = "\"setup_code\":\"" + code.reveal() + "\"";
        assertThat(code(post("/setup/passkey/register/begin", "{}"))).isEqualTo("403 SETUP_CODE_WRONG");
        JsonNode begun = TestGateway.json(post("/setup/passkey/register/begin", "{" + shown + "}"));
        ObjectNode answer = Json.object()
                .put("challenge_id", begun.path("challenge_id").asString())
                .put("name", "Phone")
                .put("setup_code", code.reveal());
        answer.set("credential", phone.create(begun.path("options"), "http://localhost"));
        HttpResponse<String> done = post("/setup/passkey/register/finish", answer.toString());

        assertThat(done.body()).isEqualTo("{\"ok\":true}");
        assertThat(get("/passkeys", "Cookie", cookie(done))
                        .at("/passkeys/0/name")
                        .asString())
                .isEqualTo("Phone");
        HttpResponse<String> in = signInWith(phone);
        assertThat(in.body()).isEqualTo("{\"ok\":true}");
        assertThat(code(signInWith(new SoftwareAuthenticator("phone")))).isEqualTo("401 PASSKEY_REFUSED");

        long id = get("/passkeys", "Cookie", cookie(in)).at("/passkeys/0/id").asLong();
        gateway.send(gateway.request("/api/auth/passkeys/" + id, "Cookie", cookie(in))
                .DELETE()
                .build());
        assertThat(access.accounts.state().setupComplete())
                .as("the last one is gone")
                .isFalse();
        assertThat(access.accounts.setupCode().isDemanded()).isTrue();
    }

    private HttpResponse<String> signInWith(SoftwareAuthenticator authenticator) {
        JsonNode begun = TestGateway.json(post("/passkey/auth/begin", "{}"));
        ObjectNode answer =
                Json.object().put("challenge_id", begun.path("challenge_id").asString());
        answer.set("credential", authenticator.get(begun.path("options"), "http://localhost"));
        return post("/passkey/auth/finish", answer.toString());
    }

    @Test
    void a_reset_signs_everybody_out_and_asks_to_set_up_again() {
        access.setPassword();
        access.accounts.keys().create("ci", Set.of(Scope.ADMIN), Optional.empty());
        String cookie = signIn();

        HttpResponse<String> answer = post("/reset", "{}", "Cookie", cookie);

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(access.accounts.state().disabled()).isTrue();
        assertThat(access.accounts.keys().list()).isEmpty();
        assertThat(access.effects).contains("disabled true", "code");
        assertThat(get("/status").path("auth_disabled").asBoolean()).isTrue();
    }

    @Test
    void strangers_see_the_login_page_and_no_page_leads_in_a_circle() {
        access.setPassword();

        assertThat(gateway.get("/").headers().firstValue("Location")).contains("/login");
        assertThat(gateway.get("/onboarding").headers().firstValue("Location")).contains("/login");
        assertThat(gateway.get("/login").headers().firstValue("Location")).isEmpty();
        assertThat(gateway.get("/chats/x").statusCode()).isEqualTo(303);
    }

    @Test
    void the_audit_log_is_shown_to_the_person() {
        access.setPassword();
        String cookie = signIn();

        JsonNode entry = get("/audit?limit=1", "Cookie", cookie).path("entries").get(0);

        assertThat(entry.path("event_type").asString()).isEqualTo("login_success");
        assertThat(entry.path("client_ip").asString()).isEqualTo("127.0.0.1");
        assertThat(access.gate.stands(moltis.gateway.access.Identity.operator(Proof.NONE)))
                .isFalse();
    }
}
