package moltis.gateway.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import moltis.access.AccessState;
import moltis.access.audit.AuditEvent;
import moltis.access.passkey.Passkey;
import moltis.access.session.SignInMethod;
import moltis.core.RequestException;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.http.Route;
import moltis.gateway.rpc.Wire;
import org.jspecify.annotations.Nullable;

/**
 * The passkeys of somebody who is in.
 *
 * <ul>
 *   <li>{@code GET /api/auth/passkeys}: {@code {passkeys: [{id, name, host, created_at, last_used_at?}]}}.
 *   <li>{@code PATCH /api/auth/passkeys/{id}} {@code {name}}: {@code {ok}}; 400 if the name is empty, 404.
 *   <li>{@code DELETE /api/auth/passkeys/{id}}: {@code {ok}}; 404. With the last credential everybody is let go.
 *   <li>{@code POST /api/auth/passkey/register/begin}: {@code {challenge_id, options}}; 400 under a host that is not
 *       configured, 501 {@code PASSKEYS_NOT_CONFIGURED}.
 *   <li>{@code POST /api/auth/passkey/register/finish} {@code {challenge_id, name?, credential}}: {@code {id}}; 400.
 * </ul>
 */
final class PasskeyRoutes {

    private final FrontDesk desk;

    PasskeyRoutes(FrontDesk desk) {
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/auth/passkeys", Access.READ, this::list),
                Route.patch("/api/auth/passkeys/{id}", Access.ADMIN, this::rename),
                Route.delete("/api/auth/passkeys/{id}", Access.ADMIN, this::remove),
                Route.post("/api/auth/passkey/register/begin", Access.ADMIN, this::begin),
                Route.post("/api/auth/passkey/register/finish", Access.ADMIN, this::finish));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            long id,
            String name,
            String host,
            @JsonProperty("created_at") String createdAt,

            @JsonProperty("last_used_at") @Nullable String lastUsedAt) {

        static Entry of(Passkey passkey) {
            return new Entry(
                    passkey.id(),
                    passkey.name(),
                    passkey.host(),
                    passkey.createdAt().toString(),
                    passkey.lastUsedAt().map(Instant::toString).orElse(null));
        }
    }

    record Entries(List<Entry> passkeys) {}

    record Rename(@Nullable String name) {}

    record Made(long id) {}

    static String host(Exchange exchange) {
        return exchange.header("Host").orElse("");
    }

    static void requireConfigured(FrontDesk desk) {
        if (desk.accounts().passkeys().parties().isEmpty())
            throw new HttpProblem(501, "PASSKEYS_NOT_CONFIGURED", "passkeys not configured");
    }

    private void list(Exchange exchange) throws IOException {
        exchange.json(
                200,
                new Entries(desk.accounts().passkeys().list().stream()
                        .map(Entry::of)
                        .toList()));
    }

    private void rename(Exchange exchange) throws IOException {
        long id = FrontDesk.id(exchange);
        String name = Wire.read(exchange.json(), Rename.class).name();
        if (!desk.accounts().passkeys().rename(id, name == null ? "" : name)) throw unknown(id);
        exchange.json(200, Ok.OK);
    }

    private void remove(Exchange exchange) throws IOException {
        long id = FrontDesk.id(exchange);
        if (!desk.accounts().passkeys().remove(id)) throw unknown(id);
        desk.note(exchange, AuditEvent.PASSKEY_REMOVED, "id=" + id);
        AccessState after = desk.accounts().state();
        if (!after.setupComplete()) {
            desk.effects().setupCodeMade(desk.accounts().setupCode().renew());
            desk.dismissAll("last_credential_removed");
        }
        exchange.json(200, Ok.OK);
    }

    private void begin(Exchange exchange) throws IOException {
        requireConfigured(desk);
        exchange.json(200, CeremonyBegun.of(desk.accounts().passkeys().beginRegistration(host(exchange))));
    }

    private void finish(Exchange exchange) throws IOException {
        requireConfigured(desk);
        CeremonyAnswer answer = Wire.read(exchange.json(), CeremonyAnswer.class);
        AccessState before = desk.accounts().state();
        long id = desk.accounts()
                .passkeys()
                .finishRegistration(answer.challenge(), answer.givenName(), answer.shown(), false)
                .orElseThrow(() -> RequestException.invalid("this passkey is known already"));
        desk.note(exchange, AuditEvent.PASSKEY_ADDED, "id=" + id);
        desk.switchedOn(before);
        if (!before.setupComplete()) {
            // The first credential: from now on this browser needs a session like everybody.
            desk.letIn(exchange, SignInMethod.PASSKEY);
            desk.dismissAll("setup_complete");
        }
        exchange.json(200, new Made(id));
    }

    private static RequestException unknown(long id) {
        return RequestException.notFound("there is no passkey " + id);
    }
}
