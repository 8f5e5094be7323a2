package moltis.gateway.auth;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import moltis.access.AccessState;
import moltis.access.Accounts;
import moltis.access.audit.AuditEvent;
import moltis.access.limit.Account;
import moltis.access.session.BrowserSessions;
import moltis.access.session.SignInMethod;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.gateway.access.AccessGate;
import moltis.gateway.access.Proof;
import moltis.gateway.access.SessionCookie;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the handlers have in common: who tries, how often, what is written down, and how a browser is let in. */
final class FrontDesk {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDesk.class);

    private final Accounts accounts;
    private final AccessGate gate;
    private final SessionCookie cookie;
    private final Dismissal dismissal;
    private final AuthEffects effects;

    FrontDesk(Accounts accounts, AccessGate gate, SessionCookie cookie, Dismissal dismissal, AuthEffects effects) {
        this.accounts = accounts;
        this.gate = gate;
        this.cookie = cookie;
        this.dismissal = dismissal;
        this.effects = effects;
    }

    Accounts accounts() {
        return accounts;
    }

    AccessGate gate() {
        return gate;
    }

    AuthEffects effects() {
        return effects;
    }

    /** @throws HttpProblem if somebody from there may not try now */
    void mayTry(Exchange exchange, Account account) {
        Optional<Duration> blocked =
                accounts.guard().blocked(account, gate.peer(exchange).address());
        if (blocked.isPresent()) throw blocked(blocked.get());
    }

    /** Counts and writes down a wrong guess. */
    void failed(Exchange exchange, Account account, String method) {
        note(exchange, AuditEvent.LOGIN_FAILURE, method);
        if (accounts.guard().failed(account, gate.peer(exchange).address())) lockedOut(exchange, account);
    }

    void lockedOut(Exchange exchange, Account account) {
        note(exchange, AuditEvent.LOCKOUT, account.wireName());
        LOG.atWarn()
                .addKeyValue("account", account.wireName())
                .addKeyValue("address", address(exchange))
                .log("too many failed attempts");
    }

    static HttpProblem blocked(Duration wait) {
        return new HttpProblem(429, "LOGIN_BLOCKED", "too many failed attempts; try again later", Optional.of(wait));
    }

    void note(Exchange exchange, AuditEvent event, String detail) {
        accounts.audit().add(event, Optional.of(address(exchange)), detail);
    }

    /** Lets the browser in with a new token; one that it had is worth nothing from now on. */
    void letIn(Exchange exchange, SignInMethod method) {
        accounts.guard().succeeded(gate.peer(exchange).address());
        if (gate.identify(exchange).proof() instanceof Proof.Session(var former))
            accounts.sessions().end(former);
        BrowserSessions.Begun begun = accounts.sessions()
                .begin(method, address(exchange), exchange.header("User-Agent").orElse(""));
        exchange.set("Set-Cookie", cookie.set(exchange, begun.token()));
    }

    void forgetCookie(Exchange exchange) {
        exchange.set("Set-Cookie", cookie.clear(exchange));
    }

    /** Ends every connection except those of commands that this machine's user runs. */
    void dismissAll(String reason) {
        dismissal.of(who -> !(who.proof() instanceof Proof.Note), reason);
    }

    void dismiss(Proof proof, String reason) {
        dismissal.of(who -> who.proof().equals(proof), reason);
    }

    void dismissOtherSessions(Proof kept, String reason) {
        dismissal.of(who -> who.proof() instanceof Proof.Session && !who.proof().equals(kept), reason);
    }

    /** The credentials changed from {@code before}; authentication is on from now on. */
    void switchedOn(AccessState before) {
        accounts.setupCode().clear();
        if (before.disabled()) effects.switched(false);
    }

    String address(Exchange exchange) {
        return gate.peer(exchange).address().getHostAddress();
    }

    /** The number of a place in the path. */
    static long id(Exchange exchange) {
        try {
            return Long.parseLong(exchange.place("id"));
        } catch (NumberFormatException notANumber) {
            throw new HttpProblem(400, "INVALID_PARAMETER", "the id must be a number");
        }
    }

    static Secret required(@Nullable String value, String name) {
        return Secret.ofNullable(value).orElseThrow(() -> RequestException.missing(name));
    }

    static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
