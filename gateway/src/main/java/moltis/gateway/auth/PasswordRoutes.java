package moltis.gateway.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import moltis.access.AccessState;
import moltis.access.PasswordChange;
import moltis.access.audit.AuditEvent;
import moltis.access.limit.Account;
import moltis.access.password.PasswordRule;
import moltis.access.session.SignInMethod;
import moltis.core.Secret;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.http.Route;
import moltis.gateway.rpc.Wire;
import org.jspecify.annotations.Nullable;

/**
 * The password of somebody who is in.
 *
 * <ul>
 *   <li>{@code POST /api/auth/password/change} {@code {current_password?, new_password}}: sets or adds the password, ends
 *       every session and signs this browser in anew; answers {@code {ok, recovery_key?}} with the cookie. 403
 *       {@code INVALID_PASSWORD}, 429 {@code LOGIN_BLOCKED}, 400 for a password that may not be one.
 *   <li>{@code POST /api/auth/reset}: removes password, passkeys, sessions and keys, and switches authentication off;
 *       answers {@code {ok}}, and the cookie is gone.
 * </ul>
 */
final class PasswordRoutes {

    private final FrontDesk desk;

    PasswordRoutes(FrontDesk desk) {
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/auth/password/change", Access.ADMIN, this::change),
                Route.post("/api/auth/reset", Access.ADMIN, this::reset));
    }

    record Change(
            @JsonProperty("current_password") @Nullable String currentPassword,

            @JsonProperty("new_password") @Nullable String newPassword) {

        // A record would show its secrets.
        @Override
        public String toString() {
            return "Change[…]";
        }
    }

    private void change(Exchange exchange) throws IOException, InterruptedException {
        Change change = Wire.read(exchange.json(), Change.class);
        Secret password = FrontDesk.required(change.newPassword(), "new_password");
        PasswordRule.check(password);
        AccessState before = desk.accounts().state();
        Optional<Secret> former = Secret.ofNullable(change.currentPassword());
        if (before.hasPassword()) requireRight(exchange, former);
        PasswordChange also =
                desk.effects().settingPassword(before.hasPassword() ? former : Optional.empty(), password);
        desk.accounts().setPassword(password, also);
        Optional<Secret> recovery = also.committed();
        desk.switchedOn(before);
        desk.note(exchange, AuditEvent.PASSWORD_CHANGED, before.hasPassword() ? "changed" : "added");
        desk.dismissAll("password_changed");
        desk.letIn(exchange, SignInMethod.PASSWORD);
        exchange.json(200, Ok.with(recovery));
    }

    private void requireRight(Exchange exchange, Optional<Secret> current) throws InterruptedException {
        desk.mayTry(exchange, Account.PASSWORD_CHANGE);
        if (current.isPresent() && desk.accounts().passwordIs(current.get())) return;
        desk.failed(exchange, Account.PASSWORD_CHANGE, "password change");
        throw new HttpProblem(403, "INVALID_PASSWORD", "current password is incorrect");
    }

    private void reset(Exchange exchange) throws IOException {
        desk.note(exchange, AuditEvent.AUTH_RESET, "");
        desk.accounts().reset(true);
        desk.effects().switched(true);
        desk.effects().setupCodeMade(desk.accounts().setupCode().renew());
        desk.dismissAll("auth_reset");
        desk.forgetCookie(exchange);
        exchange.json(200, Ok.OK);
    }
}
