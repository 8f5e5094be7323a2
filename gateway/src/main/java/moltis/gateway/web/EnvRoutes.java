package moltis.gateway.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.List;
import moltis.access.env.EnvVariable;
import moltis.access.env.EnvVariables;
import moltis.access.vault.VaultService;
import moltis.access.vault.VaultStatus;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.http.Route;
import tools.jackson.databind.JsonNode;

/** The stored variables. Values come in and never go out. */
public final class EnvRoutes {

    private final EnvVariables variables;
    private final VaultService vault;

    public EnvRoutes(EnvVariables variables, VaultService vault) {
        this.variables = variables;
        this.vault = vault;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/env", Access.ADMIN, this::list),
                Route.post("/api/env", Access.ADMIN, this::set),
                Route.delete("/api/env/{id}", Access.ADMIN, this::remove));
    }

    record Listed(@JsonProperty("env_vars") List<Variable> variables) {}

    record Variable(
            long id,
            String key,
            boolean encrypted,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("updated_at") String updatedAt) {

        static Variable of(EnvVariable variable) {
            return new Variable(
                    variable.id(),
                    variable.key(),
                    variable.encrypted(),
                    variable.createdAt().toString(),
                    variable.updatedAt().toString());
        }
    }

    record Stored(boolean ok, long id) {}

    record Removed(boolean ok) {}

    private void list(Exchange exchange) throws IOException {
        refuseWhileLocked();
        exchange.json(
                200, new Listed(variables.list().stream().map(Variable::of).toList()));
    }

    private void set(Exchange exchange) throws IOException {
        refuseWhileLocked();
        JsonNode body = exchange.json();
        String key = body.path("key").asString("").strip();
        if (key.isEmpty()) throw new HttpProblem(400, "ENV_KEY_REQUIRED", "the body needs 'key'");
        if (!EnvVariables.isName(key))
            throw new HttpProblem(400, "ENV_KEY_INVALID", "a variable's name has letters, digits and underscores only");
        Secret value = Secret.ofNullable(
                        body.path("value").isString() ? body.path("value").stringValue() : null)
                .orElseThrow(() -> new HttpProblem(400, "ENV_VALUE_REQUIRED", "the body needs 'value'"));
        exchange.json(200, new Stored(true, variables.set(key, value)));
    }

    private void remove(Exchange exchange) throws IOException {
        refuseWhileLocked();
        if (!variables.remove(id(exchange.place("id")))) throw HttpProblem.notFound();
        exchange.json(200, new Removed(true));
    }

    private void refuseWhileLocked() {
        if (vault.status() == VaultStatus.SEALED)
            throw RequestException.vaultLocked("stored variables can be neither listed nor changed");
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw HttpProblem.notFound();
        }
    }
}
