package moltis.gateway.auth;

import java.io.IOException;
import java.util.List;
import moltis.access.audit.AuditEvent;
import moltis.access.limit.Account;
import moltis.access.session.SignInMethod;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.gateway.access.Access;
import moltis.gateway.access.Proof;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.http.Route;
import moltis.gateway.rpc.Wire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in and out.
 *
 * <ul>
 *   <li>{@code POST /api/auth/login} {@code {password}}: {@code {ok}} with the cookie; 401 {@code INVALID_PASSWORD}, 429
 *       {@code LOGIN_BLOCKED} or {@code RATE_LIMITED}.
 *   <li>{@code POST /api/auth/passkey/auth/begin}: {@code {challenge_id, options}}; 400 if there is no passkey for this
 *       host, 501 {@code PASSKEYS_NOT_CONFIGURED}.
 *   <li>{@code POST /api/auth/passkey/auth/finish} {@code {challenge_id, credential}}: {@code {ok}} with the cookie; 401
 *       {@code PASSKEY_REFUSED}, 429.
 *   <li>{@code POST /api/auth/logout}: {@code {ok}}, and the cookie is gone.
 * </ul>
 */
final class SignInRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(SignInRoutes.class);

    private final FrontDesk desk;

    SignInRoutes(FrontDesk desk) {
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/auth/login", Access.PUBLIC, this::login),
                Route.post("/api/auth/logout", Access.PUBLIC, this::logout),
                Route.post("/api/auth/passkey/auth/begin", Access.PUBLIC, this::beginPasskey),
                Route.post("/api/auth/passkey/auth/finish", Access.PUBLIC, this::finishPasskey));
    }

    record Login(@Nullable String password) {

        // A record would show its secret.
        @Override
        public String toString() {
            return "Login[…]";
        }
    }

    private void login(Exchange exchange) throws IOException, InterruptedException {
        Secret password =
                FrontDesk.required(Wire.read(exchange.json(), Login.class).password(), "password");
        desk.mayTry(exchange, Account.PASSWORD);
        if (!desk.accounts().passwordIs(password)) {
            desk.failed(exchange, Account.PASSWORD, "password");
            throw new HttpProblem(401, "INVALID_PASSWORD", "invalid password");
        }
        desk.note(exchange, AuditEvent.LOGIN_SUCCESS, "password");
        unlock(password);
        desk.letIn(exchange, SignInMethod.PASSWORD);
        exchange.json(200, Ok.OK);
    }

    /** A vault that stays shut is no reason to keep the person out. */
    private void unlock(Secret password) throws InterruptedException {
        try {
            desk.effects().signedIn(password);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("what follows a sign-in failed");
        }
    }

    private void logout(Exchange exchange) throws IOException {
        if (exchange.who().proof() instanceof Proof.Session session) {
            desk.accounts().sessions().end(session.id());
            desk.note(exchange, AuditEvent.LOGOUT, "");
            desk.dismiss(session, "signed_out");
        }
        desk.forgetCookie(exchange);
        exchange.json(200, Ok.OK);
    }

    private void beginPasskey(Exchange exchange) throws IOException {
        desk.mayTry(exchange, Account.PASSKEY);
        PasskeyRoutes.requireConfigured(desk);
        exchange.json(200, CeremonyBegun.of(desk.accounts().passkeys().beginSignIn(PasskeyRoutes.host(exchange))));
    }

    private void finishPasskey(Exchange exchange) throws IOException {
        CeremonyAnswer answer = Wire.read(exchange.json(), CeremonyAnswer.class);
        desk.mayTry(exchange, Account.PASSKEY);
        long passkey;
        try {
            passkey = desk.accounts().passkeys().finishSignIn(answer.challenge(), answer.shown());
        } catch (RequestException refused) {
            desk.failed(exchange, Account.PASSKEY, "passkey");
            throw new HttpProblem(401, "PASSKEY_REFUSED", refused.sentence());
        }
        desk.note(exchange, AuditEvent.LOGIN_SUCCESS, "passkey id=" + passkey);
        desk.letIn(exchange, SignInMethod.PASSKEY);
        exchange.json(200, Ok.OK);
    }
}
