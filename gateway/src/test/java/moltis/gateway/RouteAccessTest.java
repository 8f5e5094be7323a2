package moltis.gateway;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import moltis.access.Scope;
import moltis.access.session.SignInMethod;
import moltis.core.json.Json;
import moltis.gateway.access.Access;
import moltis.gateway.access.GateSettings;
import moltis.gateway.access.Identity;
import moltis.gateway.access.Proof;
import moltis.gateway.access.RequestFacts;
import moltis.gateway.access.Role;
import moltis.gateway.access.Verdict;
import moltis.gateway.http.Route;
import moltis.gateway.rpc.HttpCaller;
import moltis.gateway.rpc.RpcCall;
import moltis.gateway.rpc.RpcDispatcher;
import moltis.gateway.rpc.RpcError;
import moltis.gateway.rpc.RpcMethod;
import moltis.gateway.rpc.RpcOutcome;
import moltis.testing.model.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds every route and every method against everybody. A route can't be made without saying who may use it; one that does
 * not stand in this table fails here, so nobody opens an address by the way.
 */
class RouteAccessTest {

    private static final String ROUTES = """
        GET    /health                                    public
        GET    /login                                     public
        GET    /auth/callback                             public
        GET    /assets/version.json                       public
        GET    /assets/v/{version}/{path…}                public
        GET    /assets/{path…}                            public
        GET    /manifest.json                             public
        GET    /sw.js                                     public
        GET    /offline.html                              public
        GET    /favicon.ico                               public
        GET    /onboarding                                first steps
        GET    /api/auth/status                           public
        POST   /api/auth/setup                            public
        POST   /api/auth/setup/passkey/register/begin     public
        POST   /api/auth/setup/passkey/register/finish    public
        POST   /api/auth/login                            public
        POST   /api/auth/logout                           public
        POST   /api/auth/passkey/auth/begin               public
        POST   /api/auth/passkey/auth/finish              public
        POST   /api/auth/password/change                  admin
        POST   /api/auth/reset                            admin
        GET    /api/auth/api-keys                         admin
        POST   /api/auth/api-keys                         admin
        DELETE /api/auth/api-keys/{id}                    admin
        GET    /api/auth/passkeys                         read
        PATCH  /api/auth/passkeys/{id}                    admin
        DELETE /api/auth/passkeys/{id}                    admin
        POST   /api/auth/passkey/register/begin           admin
        POST   /api/auth/passkey/register/finish          admin
        GET    /api/auth/sessions                         admin
        DELETE /api/auth/sessions/{id}                    admin
        POST   /api/auth/sessions/revoke-others           admin
        GET    /api/auth/audit                            admin
        GET    /api/auth/vault/status                     public
        POST   /api/auth/vault/initialize                 admin
        POST   /api/auth/vault/unlock                     known
        POST   /api/auth/vault/recovery                   known
        POST   /api/auth/vault/lock                       admin
        POST   /api/auth/vault/rotate                     admin
        POST   /api/auth/vault/confirm                    admin
        POST   /api/auth/vault/undo                       admin
        POST   /api/auth/vault/disable                    admin
        GET    /api/env                                   admin
        POST   /api/env                                   admin
        DELETE /api/env/{id}                              admin
        POST   /api/rpc                                   known
        GET    /api/gon                                   read
        GET    /api/bootstrap                             read
        GET    /api/sessions                              read
        GET    /api/sessions/{key}/history                read
        POST   /api/sessions/{key}/upload                 write
        GET    /api/sessions/{key}/media/{filename}       read
        GET    /api/config                                admin
        POST   /api/config                                admin
        POST   /api/config/validate                       admin
        GET    /api/config/template                       admin
        GET    /api/config/provenance                     admin
        GET    /api/logs/download                         admin
        POST   /v1/chat/completions                       models_invoke
        POST   /v1/responses                              models_invoke
        POST   /v1/messages                               models_invoke
        POST   /v1/messages/count_tokens                  models_invoke
        GET    /v1/models                                 models_invoke
        GET    /v1/models/{id…}                           models_invoke
        GET    /v1/{path…}                                models_invoke
        POST   /v1/{path…}                                models_invoke
        DELETE /v1/{path…}                                models_invoke
        GET    /docs                                      read
        GET    /docs/{path…}                              read
        """;

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

    private static boolean isForPrograms(Route route) {
        return route.path().startsWith("/api/") || route.path().startsWith("/v1/");
    }

    private static String name(Access access) {
        return switch (access) {
            case Access.Public _ -> "public";
            case Access.FirstSteps _ -> "first steps";
            case Access.Known _ -> "known";
            case Access.Needs(var scope) -> scope.name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    @Test
    void incident_4_every_route_stands_in_the_table_with_who_may_use_it() {
        assertThat(gateway.server.routes().stream()
                        .map(route -> route.method() + " " + route.path() + " " + name(route.access())))
                .containsExactlyInAnyOrderElementsOf(
                        ROUTES.lines().map(line -> line.replaceAll(" +", " ")).toList());
    }

    @Test
    void incident_4_no_public_route_is_a_prefix_except_the_files_of_the_page() {
        assertThat(gateway.server.routes().stream()
                        .filter(route -> route.access() instanceof Access.Public)
                        .map(Route::path)
                        .filter(path -> path.contains("…")))
                .containsExactlyInAnyOrder("/assets/v/{version}/{path…}", "/assets/{path…}");
    }

    /** Everybody there may be, with the header that shows it; the node has none yet. */
    private Map<String, List<String>> everybody() {
        access.setPassword();
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("nobody", List.of());
        all.put("a wrong key", List.of("Authorization", "Bearer mk_" + "x".repeat(43)));
        all.put("a wrong session", List.of("Cookie", "moltis_session=" + "x".repeat(43)));
        all.put(
                "session",
                List.of(
                        "Cookie",
                        "moltis_session="
                                + access.accounts
                                        .sessions()
                                        .begin(SignInMethod.PASSWORD, "", "")
                                        .token()
                                        .reveal()));
        for (Scope scope : Scope.values())
            all.put(
                    scope.name(),
                    List.of(
                            "Authorization",
                            "Bearer "
                                    + access.accounts
                                            .keys()
                                            .create("k", Set.of(scope), Optional.empty())
                                            .secret()
                                            .reveal()));
        return all;
    }

    private static boolean mayUse(String who, Access access) {
        boolean known = !who.equals("nobody") && !who.startsWith("a wrong");
        return switch (access) {
            case Access.Public _ -> true;
            case Access.Known _ -> known;
            case Access.FirstSteps _ -> known && holds(who, Scope.READ);
            case Access.Needs(var scope) -> known && holds(who, scope);
        };
    }

    private static boolean holds(String who, Scope needed) {
        if (who.equals("session") || who.equals("ADMIN")) return true;
        return who.equals(needed.name()) || (who.equals("WRITE") && needed == Scope.READ);
    }

    @Test
    void incident_3_every_route_against_everybody() {
        for (var who : everybody().entrySet()) {
            for (Route route : gateway.server.routes()) {
                // Each comes from an address of its own: nobody is to be counted here.
                Verdict verdict =
                        access.gate.request(new Asked(route, who.getValue(), "localhost", ""), route.access());

                String what = who.getKey() + " " + route.method() + " " + route.path();
                if (mayUse(who.getKey(), route.access()))
                    assertThat(verdict).as(what).isInstanceOf(Verdict.Admitted.class);
                else if (who.getKey().equals(who.getKey().toUpperCase(java.util.Locale.ROOT)))
                    assertThat(verdict)
                            .as(what)
                            .isInstanceOfSatisfying(
                                    Verdict.Refused.class,
                                    refused -> assertThat(refused.status()).isEqualTo(403));
                else if (isForPrograms(route))
                    assertThat(verdict)
                            .as(what)
                            .isInstanceOfSatisfying(
                                    Verdict.Refused.class,
                                    refused -> assertThat(refused.code()).isEqualTo("AUTH_NOT_AUTHENTICATED"));
                else assertThat(verdict).as(what).isEqualTo(new Verdict.Elsewhere("/login"));
            }
        }
    }

    @Test
    void incident_3_every_route_from_another_origin_is_refused_for_everybody() {
        for (var who : everybody().entrySet()) {
            for (Route route : gateway.server.routes())
                assertThat(access.gate.request(
                                new Asked(route, who.getValue(), "localhost", "https://attacker.tld"), route.access()))
                        .as(who.getKey() + " " + route.path())
                        .isInstanceOfSatisfying(
                                Verdict.Refused.class,
                                refused -> assertThat(refused.code()).isEqualTo("ORIGIN_NOT_ALLOWED"));
        }
    }

    @Test
    void incident_3_before_setup_every_route_under_another_name_only_sets_up() {
        for (Route route : gateway.server.routes()) {
            Verdict verdict =
                    access.gate.request(new Asked(route, List.of(), "moltis.attacker.tld", ""), route.access());

            if (route.access() instanceof Access.Public || route.access() instanceof Access.FirstSteps)
                assertThat(verdict).as(route.path()).isEqualTo(new Verdict.Admitted(Identity.STRANGER));
            else if (isForPrograms(route))
                assertThat(verdict)
                        .as(route.path())
                        .isInstanceOfSatisfying(
                                Verdict.Refused.class,
                                refused -> assertThat(refused.code()).isEqualTo("AUTH_SETUP_REQUIRED"));
            else assertThat(verdict).as(route.path()).isEqualTo(new Verdict.Elsewhere("/onboarding"));
        }
    }

    @Test
    void incident_3_every_method_against_everybody() {
        var dispatcher = new RpcDispatcher(
                access.gate,
                gateway.server.methods().stream()
                        .<RpcMethod<?, ?>>map(RouteAccessTest::harmless)
                        .toList());
        Map<String, Identity> callers = new LinkedHashMap<>();
        callers.put("process", Identity.LOCAL_OPERATOR);
        callers.put("stranger", Identity.STRANGER);
        callers.put("node", new Identity(Role.NODE, EnumSet.allOf(Scope.class), Proof.PROCESS));
        callers.put("withdrawn session", Identity.operator(new Proof.Session(4711)));
        for (Scope scope : Scope.values())
            callers.put(scope.name(), new Identity(Role.OPERATOR, Set.of(scope), Proof.PROCESS));

        for (var caller : callers.entrySet()) {
            for (RpcMethod<?, ?> method : gateway.server.methods()) {
                RpcOutcome outcome = dispatcher.call(
                        method.name(),
                        Json.object(),
                        new RpcCall("r", caller.getValue(), new HttpCaller(Optional.empty())));

                String what = caller.getKey() + " " + method.name();
                if (caller.getKey().equals("process") || holds(caller.getKey(), method.scope()))
                    assertThat(outcome).as(what).isInstanceOf(RpcOutcome.Answered.class);
                else if (caller.getKey().equals("node"))
                    assertThat(outcome)
                            .as(what)
                            .isEqualTo(new RpcOutcome.Failed(RpcError.of("FORBIDDEN", "unauthorized role: node")));
                else
                    assertThat(outcome)
                            .as(what)
                            .isEqualTo(new RpcOutcome.Failed(RpcError.of(
                                    "UNAUTHORIZED",
                                    "missing scope: " + method.scope().wireName())));
            }
        }
    }

    private static RpcMethod<?, ?> harmless(RpcMethod<?, ?> method) {
        return new RpcMethod<>(
                method.name(),
                method.scope(),
                tools.jackson.databind.node.ObjectNode.class,
                Nothing.class,
                (_, _) -> new Nothing());
    }

    private record Nothing() {}

    @Test
    void only_the_person_may_call_these_methods() {
        assertThat(gateway.server.methods().stream()
                        .filter(method -> method.scope() == Scope.ADMIN)
                        .map(RpcMethod::name)
                        .sorted()
                        .collect(joining(" ")))
                .isEqualTo(ADMIN_METHODS);
    }

    private static final String ADMIN_METHODS =
            "chat.inject config.apply config.get config.patch config.schema config.set sessions.compact";

    /** @param shown names and values of headers */
    private record Asked(Route route, List<String> shown, String host, String origin) implements RequestFacts {

        @Override
        public String method() {
            return route.method();
        }

        @Override
        public String path() {
            return route.path().replaceAll("\\{[^}]*}", "1");
        }

        @Override
        public List<String> headers(String name) {
            if (name.equalsIgnoreCase("Host")) return List.of(host);
            if (name.equalsIgnoreCase("Origin")) return origin.isEmpty() ? List.of() : List.of(origin);
            return !shown.isEmpty() && shown.getFirst().equalsIgnoreCase(name) ? List.of(shown.getLast()) : List.of();
        }

        @Override
        public SocketAddress peer() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
        }
    }
}
