package moltis.gateway.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import moltis.access.AccessState;
import moltis.access.PasswordChange;
import moltis.access.SetupCode;
import moltis.access.audit.AuditEvent;
import moltis.access.limit.Account;
import moltis.access.password.PasswordRule;
import moltis.access.session.SignInMethod;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.http.Route;
import moltis.gateway.rpc.Wire;
import org.jspecify.annotations.Nullable;

/**
 * The first credential of an installation. Each of these takes the set-up code as {@code setup_code} when one is demanded.
 *
 * <ul>
 *   <li>{@code POST /api/auth/setup} {@code {password?, setup_code?}}: sets the password and signs in; answers
 *       {@code {ok, recovery_key?}} with the cookie. Without a password, on this machine only: goes on without one.
 *   <li>{@code POST /api/auth/setup/passkey/register/begin} {@code {setup_code?}}: answers
 *       {@code {challenge_id, options}}.
 *   <li>{@code POST /api/auth/setup/passkey/register/finish} {@code {challenge_id, name?, credential, setup_code?}}: keeps
 *       the passkey and signs in; answers {@code {ok}} with the cookie.
 * </ul>
 *
 * Refusals: 403 {@code SETUP_COMPLETE} or {@code SETUP_CODE_WRONG}, 410 {@code SETUP_CODE_EXPIRED}, 429
 * {@code LOGIN_BLOCKED}, 400 for a password that may not be one.
 */
final class SetupRoutes {

    private final FrontDesk desk;

    SetupRoutes(FrontDesk desk) {
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/auth/setup", Access.PUBLIC, this::setup),
                Route.post("/api/auth/setup/passkey/register/begin", Access.PUBLIC, this::beginPasskey),
                Route.post("/api/auth/setup/passkey/register/finish", Access.PUBLIC, this::finishPasskey));
    }

    record Setup(
            @Nullable String password,
            @JsonProperty("setup_code") @Nullable String setupCode) {

        // A record would show its secrets.
        @Override
        public String toString() {
            return "Setup[…]";
        }
    }

    private void setup(Exchange exchange) throws IOException, InterruptedException {
        Setup setup = Wire.read(exchange.json(), Setup.class);
        AccessState before = mayBegin(exchange, setup.setupCode());
        Optional<Secret> password = Secret.ofNullable(setup.password());
        if (password.isEmpty()) {
            goOnWithout(exchange, before);
            return;
        }
        PasswordRule.check(password.get());
        PasswordChange also = desk.effects().settingPassword(Optional.empty(), password.get());
        if (!desk.accounts().setFirstPassword(password.get(), also)) throw complete();
        Optional<Secret> recovery = also.committed();
        finished(exchange, before, "password");
        exchange.json(200, Ok.with(recovery));
    }

    private void goOnWithout(Exchange exchange, AccessState before) throws IOException {
        if (!desk.gate().peer(exchange).local()) throw RequestException.missing("password");
        desk.accounts().setDisabled(false);
        if (before.disabled()) desk.effects().switched(false);
        exchange.json(200, Ok.OK);
    }

    private void beginPasskey(Exchange exchange) throws IOException {
        mayBegin(exchange, Wire.read(exchange.json(), Setup.class).setupCode());
        exchange.json(
                200, CeremonyBegun.of(desk.accounts().passkeys().beginRegistration(PasskeyRoutes.host(exchange))));
    }

    private void finishPasskey(Exchange exchange) throws IOException {
        CeremonyAnswer answer = Wire.read(exchange.json(), CeremonyAnswer.class);
        AccessState before = mayBegin(exchange, answer.setupCode());
        if (desk.accounts()
                .passkeys()
                .finishRegistration(answer.challenge(), answer.givenName(), answer.shown(), true)
                .isEmpty()) throw complete();
        finished(exchange, before, "passkey");
        exchange.json(200, Ok.OK);
    }

    private void finished(Exchange exchange, AccessState before, String method) {
        desk.switchedOn(before);
        desk.note(exchange, AuditEvent.SETUP, method);
        desk.letIn(exchange, SignInMethod.SETUP);
        desk.dismissAll("setup_complete");
    }

    /** @return what was true before */
    private AccessState mayBegin(Exchange exchange, @Nullable String code) {
        AccessState before = desk.accounts().state();
        if (before.setupComplete()) throw complete();
        SetupCode codes = desk.accounts().setupCode();
        // Without a code to show, only who could do everything anyway may set up.
        if (!codes.isDemanded() && !desk.gate().peer(exchange).local()) throw wrong();
        switch (codes.check(Secret.ofNullable(code), desk.gate().peer(exchange).address())) {
            case SetupCode.Check.Passed _ -> {}
            case SetupCode.Check.Wrong(var lockedOut) -> {
                if (lockedOut) desk.lockedOut(exchange, Account.SETUP);
                throw wrong();
            }
            case SetupCode.Check.Expired _ ->
                throw new HttpProblem(
                        410, "SETUP_CODE_EXPIRED", "setup code has expired — restart the server to generate a new one");
            case SetupCode.Check.Blocked(var wait) -> throw FrontDesk.blocked(wait);
        }
        return before;
    }

    private static HttpProblem wrong() {
        return new HttpProblem(403, "SETUP_CODE_WRONG", "invalid or missing setup code");
    }

    private static HttpProblem complete() {
        return new HttpProblem(403, "SETUP_COMPLETE", "setup already completed");
    }
}
