package moltis.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import moltis.access.PasswordChange;
import moltis.access.Scope;
import moltis.access.limit.TrustedProxies;
import moltis.access.session.SignInMethod;
import moltis.core.Secret;
import moltis.gateway.TestAccess;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessGateTest {

    private static final String HERE = "127.0.0.1";
    private static final String STRANGER = "203.0.113.9";

    @TempDir
    private Path folder;

    private Database database;
    private TestAccess access;

    @BeforeEach
    void open() {
        database = Database.open(folder, StorageSettings.DEFAULT);
        access = new TestAccess(database, GateSettings.DIRECT);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** A request as a client may make it. */
    private record Request(String method, String path, String from, Map<String, List<String>> all)
            implements RequestFacts {

        static Request get(String path, String from, String... headers) {
            return of("GET", path, from, headers);
        }

        static Request of(String method, String path, String from, String... headers) {
            Map<String, List<String>> all = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            all.put("Host", new ArrayList<>(List.of("localhost:18789")));
            for (int i = 0; i < headers.length; i += 2) {
                if (headers[i].equals("Host")) all.remove("Host");
                all.computeIfAbsent(headers[i], _ -> new ArrayList<>()).add(headers[i + 1]);
            }
            return new Request(method, path, from, all);
        }

        @Override
        public List<String> headers(String name) {
            return all.getOrDefault(name, List.of());
        }

        @Override
        public SocketAddress peer() {
            return new InetSocketAddress(InetAddress.ofLiteral(from), 4711);
        }
    }

    private String decide(Request request, Access needed) {
        return switch (access.gate.request(request, needed)) {
            case Verdict.Admitted(var who) -> who.isStranger() ? "stranger" : "in";
            case Verdict.Elsewhere(var location) -> location;
            case Verdict.Refused refused -> refused.status() + " " + refused.code();
        };
    }

    private String decide(Request request) {
        return decide(request, Access.READ);
    }

    @Test
    void without_a_credential_this_machine_may_do_everything_and_others_may_set_up() {
        assertThat(decide(Request.get("/api/sessions", HERE), Access.ADMIN)).isEqualTo("in");
        assertThat(decide(Request.get("/api/sessions", "::1", "Host", "[::1]:18789")))
                .isEqualTo("in");
        assertThat(decide(Request.get("/api/sessions", STRANGER))).isEqualTo("401 AUTH_SETUP_REQUIRED");
        assertThat(decide(Request.get("/ws/chat", STRANGER), Access.KNOWN)).isEqualTo("401 AUTH_SETUP_REQUIRED");
        assertThat(decide(Request.get("/chats", STRANGER))).isEqualTo("/onboarding");
        assertThat(decide(Request.get("/onboarding", STRANGER), Access.FIRST_STEPS))
                .isEqualTo("stranger");
    }

    @Test
    void with_a_credential_this_machine_shows_one_too() {
        access.setPassword();

        assertThat(decide(Request.get("/api/sessions", HERE))).isEqualTo("401 AUTH_NOT_AUTHENTICATED");
        assertThat(decide(Request.of("POST", "/chats", HERE))).isEqualTo("401 AUTH_NOT_AUTHENTICATED");
        assertThat(decide(Request.get("/chats", HERE))).isEqualTo("/login");
        assertThat(decide(Request.get("/onboarding", HERE), Access.FIRST_STEPS)).isEqualTo("/login");
        assertThat(decide(Request.get("/health", STRANGER), Access.PUBLIC)).isEqualTo("stranger");
    }

    @Test
    void switched_off_it_still_keeps_others_out_whatever_they_show() {
        access.setPassword();
        Secret token = session();
        access.accounts.setDisabled(true);

        assertThat(decide(Request.get("/api/sessions", HERE))).isEqualTo("in");
        assertThat(decide(Request.get("/api/sessions", STRANGER))).isEqualTo("401 AUTH_SETUP_REQUIRED");
        assertThat(decide(Request.get("/api/sessions", STRANGER, "Cookie", "moltis_session=" + token.reveal())))
                .isEqualTo("401 AUTH_SETUP_REQUIRED");
        assertThat(access.gate.keepsStrangersOut()).isFalse();
    }

    private Secret session() {
        return access.accounts.sessions().begin(SignInMethod.PASSWORD, HERE, "").token();
    }

    @Test
    void a_session_comes_in_until_it_is_ended() {
        access.setPassword();
        Secret token = session();
        Request request = Request.get("/api/sessions", STRANGER, "Cookie", "a=b; moltis_session=" + token.reveal());
        Identity who = access.gate.identify(request);

        assertThat(decide(request, Access.ADMIN)).isEqualTo("in");
        assertThat(access.gate.mayCall(who, Scope.ADMIN)).isTrue();
        access.accounts.sessions().end(((Proof.Session) who.proof()).id());

        assertThat(decide(request)).isEqualTo("401 AUTH_NOT_AUTHENTICATED");
        assertThat(access.gate.mayCall(who, Scope.READ)).isFalse();
    }

    @Test
    void of_two_cookies_of_one_name_the_right_one_counts() {
        access.setPassword();
        String token = session().reveal();

        assertThat(decide(Request.get(
                        "/api/sessions", STRANGER, "Cookie", "moltis_session=old; moltis_session=" + token)))
                .isEqualTo("in");
        assertThat(decide(Request.get("/api/sessions", STRANGER, "Cookie", "xmoltis_session=" + token)))
                .isEqualTo("401 AUTH_NOT_AUTHENTICATED");
    }

    @ParameterizedTest
    @CsvSource({
        "READ,      in,            403 FORBIDDEN, 403 FORBIDDEN",
        "WRITE,     in,            in,            403 FORBIDDEN",
        "APPROVALS, 403 FORBIDDEN, 403 FORBIDDEN, 403 FORBIDDEN",
        "PAIRING,   403 FORBIDDEN, 403 FORBIDDEN, 403 FORBIDDEN",
        "MODELS_INVOKE, 403 FORBIDDEN, 403 FORBIDDEN, 403 FORBIDDEN",
        "ADMIN,     in,            in,            in"
    })
    void a_key_may_do_what_its_scopes_say(Scope scope, String read, String write, String admin) {
        access.setPassword();
        String key = access.accounts
                .keys()
                .create("k", Set.of(scope), Optional.empty())
                .secret()
                .reveal();
        Request request = Request.get("/api/x", STRANGER, "Authorization", "Bearer " + key);

        assertThat(decide(request, Access.READ)).isEqualTo(read);
        assertThat(decide(request, Access.WRITE)).isEqualTo(write);
        assertThat(decide(request, Access.ADMIN)).isEqualTo(admin);
        assertThat(decide(request, Access.KNOWN)).isEqualTo("in");
        assertThat(decide(Request.get("/api/x", STRANGER, "Authorization", "bearer " + key)))
                .isEqualTo("401 AUTH_NOT_AUTHENTICATED");
        assertThat(decide(Request.get("/api/x?api_key=" + key, STRANGER, "X-Api-Key", key)))
                .isEqualTo("401 AUTH_NOT_AUTHENTICATED");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For, 127.0.0.1",
        "X-Real-IP, 127.0.0.1",
        "CF-Connecting-IP, ::1",
        "Forwarded, for=127.0.0.1",
        "Host, moltis.example",
        "Host, localhost.attacker.tld",
        "Host, 127.0.0.1.attacker.tld",
    })
    void whoever_comes_by_a_proxy_or_another_name_is_not_local(String header, String value) {
        assertThat(decide(Request.get("/api/x", HERE, header, value))).isEqualTo("401 AUTH_SETUP_REQUIRED");
    }

    @Test
    void behind_a_proxy_nobody_is_local_and_clients_are_told_apart() {
        var proxied = new TestAccess(
                database, new GateSettings(true, TrustedProxies.ONE_HOP, false, Optional.empty(), Optional.empty()));
        Request request = Request.get(
                "/api/x", HERE, "X-Forwarded-For", "6.6.6.6, " + STRANGER, "X-Forwarded-Host", "moltis.example");

        assertThat(proxied.gate.peer(request)).isEqualTo(new Peer(InetAddress.ofLiteral(STRANGER), false));
        assertThat(proxied.gate.peer(Request.get("/", HERE)).local()).isFalse();
        assertThat(proxied.gate.sameOrigin(Request.get(
                        "/ws", HERE, "X-Forwarded-Host", "moltis.example", "Origin", "https://moltis.example")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "https://attacker.tld", "http://localhost.attacker.tld:18789", "http://localhost:1"})
    void incident_2_a_page_of_another_site_is_refused_whoever_it_is(String origin) {
        access.setPassword();

        for (Access needed : List.of(Access.PUBLIC, Access.READ, Access.KNOWN))
            assertThat(decide(
                            Request.get(
                                    "/api/x",
                                    HERE,
                                    "Origin",
                                    origin,
                                    "Cookie",
                                    "moltis_session=" + session().reveal()),
                            needed))
                    .isEqualTo("403 ORIGIN_NOT_ALLOWED");
    }

    @Test
    void incident_2_strangers_are_counted_and_those_who_got_in_are_not() {
        access.setPassword();
        String cookie = "moltis_session=" + session().reveal();
        Request login = Request.of("POST", "/api/auth/login", HERE);

        for (int i = 0; i < 5; i++) assertThat(decide(login, Access.PUBLIC)).isEqualTo("stranger");

        assertThat(decide(login, Access.PUBLIC)).isEqualTo("429 RATE_LIMITED");
        for (int i = 0; i < 200; i++)
            assertThat(decide(Request.get("/api/x", HERE, "Cookie", cookie))).isEqualTo("in");
        access.clock.forward(Duration.ofSeconds(60));
        assertThat(decide(login, Access.PUBLIC)).isEqualTo("stranger");
    }

    @Test
    void a_command_of_the_same_user_comes_in_with_the_note_from_here_only() {
        Secret note = Secret.of("n".repeat(43));
        var noted = new AccessGate(
                access.accounts,
                new GateSettings(true, TrustedProxies.ONE_HOP, false, Optional.empty(), Optional.of(note)),
                access.clock);
        access.setPassword();

        assertThat(noted.identify(Request.get("/ws/chat", HERE, "Authorization", "Bearer " + note.reveal()))
                        .proof())
                .isEqualTo(Proof.NOTE);
        assertThat(noted.identify(Request.get("/ws/chat", STRANGER, "Authorization", "Bearer " + note.reveal())))
                .isEqualTo(Identity.STRANGER);
        assertThat(noted.identify(Request.get(
                        "/ws/chat", HERE, "X-Forwarded-For", STRANGER, "Authorization", "Bearer " + note.reveal())))
                .isEqualTo(Identity.STRANGER);
    }

    @Test
    void a_handshake_may_show_a_password_or_a_key_once_there_is_one() throws Exception {
        access.setPassword();
        Secret key = access.accounts
                .keys()
                .create("k", Set.of(Scope.READ), Optional.empty())
                .secret();
        Peer from = new Peer(InetAddress.ofLiteral(STRANGER), false);

        assertThat(access.gate.handshake(Identity.STRANGER, key(key), from))
                .isInstanceOfSatisfying(
                        Verdict.Admitted.class,
                        in -> assertThat(in.who().scopes()).containsExactly(Scope.READ));
        Verdict byPassword = access.gate.handshake(Identity.STRANGER, password(TestAccess.PASSWORD), from);
        assertThat(byPassword).isInstanceOf(Verdict.Admitted.class);
        assertThat(access.gate.handshake(Identity.STRANGER, Credentials.NONE, from))
                .isEqualTo(new Verdict.Refused(401, "UNAUTHORIZED", "authentication failed"));

        access.clock.forward(Duration.ofSeconds(1));
        access.accounts.setPassword(Secret.of("blue kettles hum"), PasswordChange.NONE);
        assertThat(access.gate.stands(((Verdict.Admitted) byPassword).who())).isFalse();
    }

    @Test
    void incident_2_wrong_passwords_of_a_handshake_are_counted() throws Exception {
        access.setPassword();
        Peer from = new Peer(InetAddress.ofLiteral(HERE), true);
        for (int i = 0; i < 10; i++) access.gate.handshake(Identity.STRANGER, key(Secret.of("mk_wrong")), from);

        assertThat(access.gate.handshake(Identity.STRANGER, password(TestAccess.PASSWORD), from))
                .isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("RATE_LIMITED");
                    assertThat(refused.retryAfter()).contains(Duration.ofMinutes(5));
                });
    }

    @Test
    void the_token_of_the_environment_counts_until_there_is_a_credential() throws Exception {
        Secret token = Secret.of("a token of the environment");
        var gate = new AccessGate(
                access.accounts,
                new GateSettings(false, TrustedProxies.NONE, false, Optional.of(token), Optional.empty()),
                access.clock);
        Peer from = new Peer(InetAddress.ofLiteral(STRANGER), false);
        var shown = new Credentials(
                Optional.of(token), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        Verdict before = gate.handshake(Identity.STRANGER, shown, from);
        access.setPassword();

        assertThat(before).isInstanceOf(Verdict.Admitted.class);
        assertThat(gate.stands(((Verdict.Admitted) before).who())).isFalse();
        assertThat(gate.handshake(Identity.STRANGER, shown, from)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void the_cookie_says_how_it_may_travel() {
        Secret token = Secret.of("t");
        var direct = new SessionCookie(GateSettings.DIRECT);
        var proxied = new SessionCookie(
                new GateSettings(true, TrustedProxies.ONE_HOP, false, Optional.empty(), Optional.empty()));
        var encrypted = new SessionCookie(
                new GateSettings(false, TrustedProxies.NONE, true, Optional.empty(), Optional.empty()));
        String usual = "moltis_session=t; HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000";

        assertThat(direct.set(Request.get("/", HERE), token)).isEqualTo(usual + "; Domain=localhost");
        assertThat(direct.set(Request.get("/", HERE, "Host", "moltis.localhost:1"), token))
                .isEqualTo(usual + "; Domain=localhost");
        assertThat(direct.set(Request.get("/", HERE, "Host", "moltis.example"), token))
                .isEqualTo(usual);
        assertThat(direct.set(Request.get("/", HERE, "Host", "a.b", "X-Forwarded-Proto", "https"), token))
                .isEqualTo(usual);
        assertThat(proxied.set(Request.get("/", HERE), token)).isEqualTo(usual);
        assertThat(proxied.set(Request.get("/", HERE, "X-Forwarded-Proto", "https, http"), token))
                .isEqualTo(usual + "; Secure");
        assertThat(proxied.set(Request.get("/", HERE, "X-Forwarded-Host", "moltis.localhost"), token))
                .isEqualTo(usual + "; Domain=localhost");
        assertThat(encrypted.set(Request.get("/", HERE, "Host", "moltis.example"), token))
                .isEqualTo(usual + "; Secure");
        assertThat(direct.clear(Request.get("/", HERE, "Host", "a.b")))
                .isEqualTo("moltis_session=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
    }

    private static Credentials key(Secret key) {
        return new Credentials(
                Optional.empty(), Optional.empty(), Optional.of(key), Optional.empty(), Optional.empty());
    }

    private static Credentials password(Secret password) {
        return new Credentials(
                Optional.empty(), Optional.of(password), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
