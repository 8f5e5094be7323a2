package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.gateway.web.VaultDoor;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vault and the stored variables over HTTP. */
class VaultTest {

    private static final String CANARY = "sk-canary-4711-in-the-mine";

    @TempDir
    private Path directory;

    private TestGateway gateway;
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void start() {
        gateway = TestGateway.start(directory, _ -> Reply.says("Hello"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private HttpResponse<String> post(String path, String body) {
        HttpResponse<String> response = gateway.post(path, body, "Content-Type", "application/json");
        seen.add(response.body() + response.headers().map());
        return response;
    }

    /** An answer that may hold a recovery key. */
    private HttpResponse<String> shown(String path) {
        return gateway.post(path, password(TestVaultDoor.PASSWORD), "Content-Type", "application/json");
    }

    private HttpResponse<String> delete(String path) {
        return gateway.send(gateway.request(path).DELETE().build());
    }

    private HttpResponse<String> get(String path) {
        HttpResponse<String> response = gateway.get(path);
        seen.add(response.body() + response.headers().map());
        return response;
    }

    private static String password(String password) {
        return Json.write(Json.object().put("password", password));
    }

    private void connectModel() {
        try (TestSocket socket = gateway.connect()) {
            gateway.addModel(socket);
        }
    }

    private String initialize() {
        HttpResponse<String> made = shown("/api/auth/vault/initialize");
        assertThat(made.statusCode()).isEqualTo(200);
        return TestGateway.json(made).path("recovery_key").asString();
    }

    private String status() {
        return TestGateway.json(get("/api/auth/vault/status")).path("status").asString();
    }

    @Test
    void making_it_takes_the_present_password_and_shows_the_recovery_key_once() {
        assertThat(status()).isEqualTo("uninitialized");
        HttpResponse<String> wrong = post("/api/auth/vault/initialize", password("something else"));
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains("current password is incorrect");

        assertThat(initialize()).matches("([A-Z]{4}-){7}[A-Z]{4}");

        assertThat(status()).isEqualTo("unsealed");
        HttpResponse<String> again = post("/api/auth/vault/initialize", password(TestVaultDoor.PASSWORD));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("vault is already initialized");
        assertThat(get("/api/gon").body()).contains("\"vault_status\":\"unsealed\"");
    }

    @Test
    void locked_it_opens_with_the_password_or_the_recovery_key_and_tries_are_counted() {
        String recovery = initialize();
        assertThat(post("/api/auth/vault/lock", "{}").statusCode()).isEqualTo(200);
        assertThat(status()).isEqualTo("sealed");

        HttpResponse<String> wrong = post("/api/auth/vault/unlock", password("wrong one"));
        assertThat(wrong.statusCode()).isEqualTo(423);
        assertThat(wrong.body()).contains("invalid password");
        assertThat(post("/api/auth/vault/unlock", password(TestVaultDoor.PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        post("/api/auth/vault/lock", "{}");
        assertThat(post("/api/auth/vault/recovery", "{\"recovery_key\":\"ABCD\"}")
                        .body())
                .contains("invalid recovery key");
        String typed = recovery.toLowerCase().replace("-", "");
        assertThat(post("/api/auth/vault/recovery", "{\"recovery_key\":\"" + typed + "\"}")
                        .statusCode())
                .isEqualTo(200);
        post("/api/auth/vault/lock", "{}");
        post("/api/auth/vault/unlock", password("wrong two"));
        assertThat(post("/api/auth/vault/unlock", password(TestVaultDoor.PASSWORD))
                        .statusCode())
                .isEqualTo(429);
        assertThat(gateway.vaultDoor.events)
                .contains(VaultDoor.Event.SEALED, VaultDoor.Event.UNLOCKED, VaultDoor.Event.RECOVERED);
    }

    @Test
    void while_it_is_locked_history_is_readable_and_secrets_are_not() {
        initialize();
        connectModel();
        post("/api/auth/vault/lock", "{}");

        assertThat(get("/api/sessions").statusCode()).isEqualTo(200);
        assertThat(get("/api/bootstrap").statusCode()).isEqualTo(200);
        HttpResponse<String> env = get("/api/env");
        assertThat(env.statusCode()).isEqualTo(423);
        assertThat(env.body()).contains("VAULT_LOCKED").contains("The vault is locked");
        assertThat(post("/api/env", "{\"key\":\"A\",\"value\":\"b\"}").statusCode())
                .isEqualTo(423);
        String params = "{\"provider\":\"anthropic\",\"apiKey\":\"sk-ant-api03-x\"}";
        assertThat(post("/api/rpc", "{\"method\":\"providers.save_key\",\"params\":" + params + "}")
                        .body())
                .contains("vault is locked");
        assertThatThrownBy(() -> gateway.providers.catalog().defaultModel()).hasMessageContaining("vault is locked");

        post("/api/auth/vault/unlock", password(TestVaultDoor.PASSWORD));
        assertThat(gateway.providers.catalog().defaultModel()).isPresent();
    }

    @Test
    void variables_come_in_and_never_go_out() {
        HttpResponse<String> stored =
                post("/api/env", Json.write(Json.object().put("key", "TOKEN").put("value", CANARY)));
        assertThat(stored.statusCode()).isEqualTo(200);
        long id = TestGateway.json(stored).path("id").asLong();

        HttpResponse<String> listed = get("/api/env");
        assertThat(TestGateway.json(listed).at("/env_vars/0/key").asString()).isEqualTo("TOKEN");
        assertThat(listed.body()).doesNotContain(CANARY);
        assertThat(gateway.variables.values()).containsEntry("TOKEN", Secret.of(CANARY));

        assertThat(delete("/api/env/" + id).statusCode()).isEqualTo(200);
        assertThat(delete("/api/env/" + id).statusCode()).isEqualTo(404);
        assertThat(delete("/api/env/x").statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_wrong_with_a_variable_has_a_code() {
        assertThat(post("/api/env", "{}").body()).contains("ENV_KEY_REQUIRED");
        assertThat(post("/api/env", "{\"key\":\"a b\",\"value\":\"x\"}").body()).contains("ENV_KEY_INVALID");
        assertThat(post("/api/env", "{\"key\":\"__MOLTIS_X\",\"value\":\"x\"}").body())
                .contains("ENV_KEY_INVALID");
        assertThat(post("/api/env", "{\"key\":\"A\"}").body()).contains("ENV_VALUE_REQUIRED");
    }

    @Test
    void giving_it_up_needs_it_open_and_says_what_moved() {
        initialize();
        post("/api/env", Json.write(Json.object().put("key", "TOKEN").put("value", CANARY)));
        post("/api/auth/vault/lock", "{}");
        assertThat(post("/api/auth/vault/disable", "{}").statusCode()).isEqualTo(423);

        HttpResponse<String> disabled = post("/api/auth/vault/disable", password(TestVaultDoor.PASSWORD));

        assertThat(TestGateway.json(disabled).at("/report/env_vars").asInt()).isEqualTo(1);
        assertThat(status()).isEqualTo("disabled");
        assertThat(gateway.variables.values()).containsEntry("TOKEN", Secret.of(CANARY));
    }

    @Test
    void a_canary_that_travels_every_path_appears_nowhere() throws Exception {
        String recovery = initialize();
        assertThat(post("/api/auth/vault/confirm", "{}").statusCode()).isEqualTo(200);
        post("/api/env", Json.write(Json.object().put("key", "TOKEN").put("value", CANARY)));
        connectModel();
        HttpResponse<String> rotated = shown("/api/auth/vault/rotate");
        String fresh = TestGateway.json(rotated).path("recovery_key").asString();
        post("/api/auth/vault/recovery", "{\"recovery_key\":\"" + recovery + "\"}");
        for (String path : List.of("/api/gon", "/api/bootstrap", "/api/env", "/api/config", "/api/logs/download", "/"))
            get(path);
        for (String method : List.of("providers.available", "models.list", "logs.list", "config.get", "status"))
            post("/api/rpc", "{\"method\":\"" + method + "\",\"params\":{}}");
        post("/api/auth/vault/lock", "{}");
        for (String path : List.of("/api/env", "/api/gon")) get(path);

        List<String> secrets = List.of(
                CANARY, ScriptedModelServer.KEY, TestVaultDoor.PASSWORD, recovery, fresh, recovery.replace("-", ""));
        assertThat(seen).allSatisfy(answer -> assertThat(answer).doesNotContain(secrets));
        assertThat(gateway.logs.tail(1000).toString()).doesNotContain(secrets);
        assertThat(onDisk()).allSatisfy(file -> assertThat(file).doesNotContain(secrets));
    }

    private List<String> onDisk() throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                contents.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return contents;
    }
}
