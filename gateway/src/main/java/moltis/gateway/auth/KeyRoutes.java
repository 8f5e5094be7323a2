package moltis.gateway.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import moltis.access.Scope;
import moltis.access.audit.AuditEvent;
import moltis.access.key.ApiKey;
import moltis.access.key.ApiKeys;
import moltis.core.RequestException;
import moltis.gateway.access.Access;
import moltis.gateway.access.Proof;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.Route;
import moltis.gateway.rpc.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Keys for programs.
 *
 * <ul>
 *   <li>{@code GET /api/auth/api-keys}: {@code {api_keys: [{id, label, key_prefix, created_at, scopes, expires_at?,
 *       last_used_at?}]}}, the revoked ones left out.
 *   <li>{@code POST /api/auth/api-keys} {@code {label, scopes, expires_at?}}: {@code {id, key}}; the key is shown this
 *       once. 400 without a label, without scopes, or with an unknown one.
 *   <li>{@code DELETE /api/auth/api-keys/{id}}: {@code {ok}}; 404 if there is no such key.
 * </ul>
 */
final class KeyRoutes {

    private final FrontDesk desk;

    KeyRoutes(FrontDesk desk) {
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/auth/api-keys", Access.ADMIN, this::list),
                Route.post("/api/auth/api-keys", Access.ADMIN, this::create),
                Route.delete("/api/auth/api-keys/{id}", Access.ADMIN, this::revoke));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Key(
            long id,
            String label,
            @JsonProperty("key_prefix") String keyPrefix,
            @JsonProperty("created_at") String createdAt,
            List<String> scopes,

            @JsonProperty("expires_at") @Nullable String expiresAt,

            @JsonProperty("last_used_at") @Nullable String lastUsedAt) {

        static Key of(ApiKey key) {
            return new Key(
                    key.id(),
                    key.label(),
                    key.prefix(),
                    key.createdAt().toString(),
                    Arrays.stream(Scope.values())
                            .filter(key.scopes()::contains)
                            .map(Scope::wireName)
                            .toList(),
                    key.expiresAt().map(Instant::toString).orElse(null),
                    key.lastUsedAt().map(Instant::toString).orElse(null));
        }
    }

    record Keys(@JsonProperty("api_keys") List<Key> apiKeys) {}

    record NewKey(
            @Nullable String label,
            @Nullable List<String> scopes,

            @JsonProperty("expires_at") @Nullable String expiresAt) {}

    record Made(long id, String key) {

        // A record would show its secret.
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    private void list(Exchange exchange) throws IOException {
        exchange.json(
                200,
                new Keys(desk.accounts().keys().list().stream().map(Key::of).toList()));
    }

    private void create(Exchange exchange) throws IOException {
        NewKey wanted = Wire.read(exchange.json(), NewKey.class);
        ApiKeys.Created created = desk.accounts()
                .keys()
                .create(
                        wanted.label() == null ? "" : wanted.label(),
                        ApiKeys.scopes(FrontDesk.orNone(wanted.scopes())),
                        moment(wanted.expiresAt()));
        desk.note(
                exchange,
                AuditEvent.KEY_CREATED,
                "id=" + created.key().id() + ", label=" + created.key().label());
        exchange.json(200, new Made(created.key().id(), created.secret().reveal()));
    }

    private void revoke(Exchange exchange) throws IOException {
        long id = FrontDesk.id(exchange);
        if (!desk.accounts().keys().revoke(id)) throw RequestException.notFound("there is no API key " + id);
        desk.note(exchange, AuditEvent.KEY_REVOKED, "id=" + id);
        desk.dismiss(new Proof.Key(id), "key_revoked");
        exchange.json(200, Ok.OK);
    }

    private static Optional<Instant> moment(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException noMoment) {
            throw RequestException.invalid("expires_at must be a moment such as 2027-01-31T00:00:00Z");
        }
    }
}
