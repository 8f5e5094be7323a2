package moltis.gateway.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.access.vault.RecoveryKey;
import moltis.access.vault.VaultService;
import moltis.core.Secret;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.http.Route;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Making, opening, locking and giving up the vault. A recovery key is shown in the one answer that made it. */
public final class VaultRoutes {

    private final VaultService vault;
    private final VaultDoor door;

    public VaultRoutes(VaultService vault, VaultDoor door) {
        this.vault = vault;
        this.door = door;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/auth/vault/status", Access.PUBLIC, exchange -> exchange.json(200, status())),
                Route.post("/api/auth/vault/initialize", Access.ADMIN, this::initialize),
                Route.post("/api/auth/vault/unlock", Access.KNOWN, this::unlock),
                Route.post("/api/auth/vault/recovery", Access.KNOWN, this::recover),
                Route.post("/api/auth/vault/lock", Access.ADMIN, this::lock),
                Route.post("/api/auth/vault/rotate", Access.ADMIN, this::rotate),
                Route.post("/api/auth/vault/confirm", Access.ADMIN, this::confirm),
                Route.post("/api/auth/vault/undo", Access.ADMIN, this::undo),
                Route.post("/api/auth/vault/disable", Access.ADMIN, this::disable));
    }

    record Status(String status) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Done(
            boolean ok,
            String status,
            @JsonProperty("recovery_key") @Nullable String recoveryKey) {}

    record Disabled(boolean ok, String status, Map<String, Integer> report) {}

    private Status status() {
        return new Status(vault.status().wireName());
    }

    private void initialize(Exchange exchange) throws IOException, InterruptedException {
        Secret password = password(exchange).orElseThrow(() -> missing("password"));
        door.mayTry(exchange);
        if (!door.isPassword(password)) throw wrong(exchange, 403, "current password is incorrect");
        RecoveryKey recovery = vault.initialize(password);
        done(exchange, VaultDoor.Event.CHANGED, Optional.of(recovery));
    }

    private void unlock(Exchange exchange) throws IOException {
        Secret password = password(exchange).orElseThrow(() -> missing("password"));
        door.mayTry(exchange);
        if (!vault.unlock(password)) throw wrong(exchange, 423, "invalid password");
        done(exchange, VaultDoor.Event.UNLOCKED, Optional.empty());
    }

    private void recover(Exchange exchange) throws IOException {
        String typed = text(exchange.json(), "recovery_key").orElseThrow(() -> missing("recovery_key"));
        door.mayTry(exchange);
        if (!RecoveryKey.parse(typed).map(vault::unlock).orElse(false))
            throw wrong(exchange, 423, "invalid recovery key");
        done(exchange, VaultDoor.Event.RECOVERED, Optional.empty());
    }

    private void lock(Exchange exchange) throws IOException {
        vault.lock();
        done(exchange, VaultDoor.Event.SEALED, Optional.empty());
    }

    private void rotate(Exchange exchange) throws IOException {
        Secret password = password(exchange).orElseThrow(() -> missing("password"));
        door.mayTry(exchange);
        RecoveryKey recovery =
                vault.rotate(password).orElseThrow(() -> wrong(exchange, 403, "current password is incorrect"));
        done(exchange, VaultDoor.Event.CHANGED, Optional.of(recovery));
    }

    private void confirm(Exchange exchange) throws IOException {
        vault.confirm();
        done(exchange, VaultDoor.Event.CHANGED, Optional.empty());
    }

    private void undo(Exchange exchange) throws IOException {
        vault.undo();
        done(exchange, VaultDoor.Event.DISABLED, Optional.empty());
    }

    private void disable(Exchange exchange) throws IOException {
        Optional<Secret> password = password(exchange);
        door.mayTry(exchange);
        Map<String, Integer> report = vault.disable(password);
        door.done(exchange, VaultDoor.Event.DISABLED);
        exchange.json(200, new Disabled(true, vault.status().wireName(), report));
    }

    private void done(Exchange exchange, VaultDoor.Event event, Optional<RecoveryKey> recovery) throws IOException {
        door.done(exchange, event);
        exchange.json(
                200,
                new Done(
                        true,
                        vault.status().wireName(),
                        recovery.map(RecoveryKey::reveal).orElse(null)));
    }

    private HttpProblem wrong(Exchange exchange, int status, String sentence) {
        door.wrong(exchange);
        return new HttpProblem(status, "VAULT_WRONG_SECRET", sentence);
    }

    private static Optional<Secret> password(Exchange exchange) throws IOException {
        return Secret.ofNullable(text(exchange.json(), "password").orElse(null));
    }

    private static Optional<String> text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isString() && !value.stringValue().isEmpty() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static HttpProblem missing(String field) {
        return new HttpProblem(400, "INVALID_REQUEST", "the body needs '" + field + "'");
    }
}
