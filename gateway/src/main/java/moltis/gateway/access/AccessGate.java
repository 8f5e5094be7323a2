package moltis.gateway.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import moltis.access.AccessState;
import moltis.access.Accounts;
import moltis.access.Scope;
import moltis.access.audit.AuditEvent;
import moltis.access.key.ApiKey;
import moltis.access.limit.Account;
import moltis.access.limit.Throttle;
import moltis.access.limit.Tier;
import moltis.access.session.BrowserSession;
import moltis.core.Secret;

/**
 * The one decision about who gets in, for requests, upgrades and handshakes. As long as there is no credential, whoever
 * works on this machine may do everything and everybody else may only set up; from the first credential on everybody,
 * this machine included, shows one. Strangers are counted, those who got in are not.
 */
public final class AccessGate implements Gate {

    private static final String BEARER = "Bearer ";
    private static final List<String> SIGNS_OF_A_PROXY =
            List.of("X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP", "Forwarded");
    private static final Verdict.Refused NOT_AUTHENTICATED =
            new Verdict.Refused(401, "AUTH_NOT_AUTHENTICATED", "not authenticated");
    private static final Verdict.Refused SETUP_REQUIRED =
            new Verdict.Refused(401, "AUTH_SETUP_REQUIRED", "setup required");
    private static final Verdict.Refused FAILED = new Verdict.Refused(401, "UNAUTHORIZED", "authentication failed");

    private final Accounts accounts;
    private final GateSettings settings;
    private final Throttle throttle;

    public AccessGate(Accounts accounts, GateSettings settings, InstantSource clock) {
        this.accounts = accounts;
        this.settings = settings;
        this.throttle = new Throttle(clock);
    }

    @Override
    public Verdict request(RequestFacts request, Access access) {
        if (!sameOrigin(request))
            return new Verdict.Refused(403, "ORIGIN_NOT_ALLOWED", "requests from other sites are not allowed");
        Peer peer = peer(request);
        AccessState state = accounts.state();
        Identity who = identify(request, peer, state);
        if (who.isStranger()) {
            Optional<Duration> wait = tier(request).flatMap(tier -> throttle.count(tier, peer.address()));
            if (wait.isPresent()) return tooMany(wait.get());
        }
        return switch (access) {
            case Access.Public _ -> new Verdict.Admitted(who);
            case Access.FirstSteps _ ->
                who.isStranger() && setupRequired(state)
                        ? new Verdict.Admitted(who)
                        : needs(Scope.READ, who, request, state);
            case Access.Known _ -> who.isStranger() ? refuse(request, state) : new Verdict.Admitted(who);
            case Access.Needs(var scope) -> needs(scope, who, request, state);
        };
    }

    /**
     * Who makes the request, whatever it asks for. Somebody is a stranger whose credential does not count, and whoever
     * shows none.
     */
    public Identity identify(RequestFacts request) {
        return identify(request, peer(request), accounts.state());
    }

    /** Whether somebody who has proved nothing is to set up first, rather than to sign in. */
    public boolean setupRequired() {
        return setupRequired(accounts.state());
    }

    @Override
    public Peer peer(RequestFacts request) {
        InetAddress other = request.peer() instanceof InetSocketAddress socket
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
        if (settings.behindProxy())
            return new Peer(settings.proxies().client(other, request.headers("X-Forwarded-For")), false);
        return new Peer(
                other,
                other.isLoopbackAddress()
                        && isDirect(request)
                        && request.header("Host").map(Origin::isLoopbackHost).orElse(true));
    }

    @Override
    public boolean sameOrigin(RequestFacts request) {
        Optional<String> forwarded = settings.behindProxy()
                ? request.header("X-Forwarded-Host").map(value -> value.split(",", -1)[0].strip())
                : Optional.empty();
        return Origin.allowed(
                request.header("Origin"),
                forwarded.or(() -> request.header("Host")).orElse(""));
    }

    @Override
    public Verdict handshake(Identity upgraded, Credentials shown, Peer from) throws InterruptedException {
        if (!upgraded.isStranger()) return stands(upgraded) ? new Verdict.Admitted(upgraded) : FAILED;
        if (shown.equals(Credentials.NONE)) return FAILED;
        Optional<Duration> blocked = accounts.guard().blocked(Account.SOCKET, from.address());
        if (blocked.isPresent()) return new Verdict.Refused(429, "RATE_LIMITED", "too many failed attempts", blocked);
        Optional<Identity> who = accounts.state().setupComplete() ? byCredential(shown) : byToken(shown);
        String address = from.address().getHostAddress();
        if (who.isPresent()) {
            accounts.guard().succeeded(from.address());
            return new Verdict.Admitted(who.get());
        }
        accounts.audit().add(AuditEvent.LOGIN_FAILURE, Optional.of(address), "socket");
        if (accounts.guard().failed(Account.SOCKET, from.address()))
            accounts.audit().add(AuditEvent.LOCKOUT, Optional.of(address), Account.SOCKET.wireName());
        return FAILED;
    }

    @Override
    public boolean stands(Identity who) {
        return switch (who.proof()) {
            case Proof.None _ -> false;
            case Proof.Process _, Proof.Note _ -> true;
            case Proof.Loopback _ -> !needsCredential(accounts.state());
            case Proof.Session(var id) -> accounts.sessions().lives(id);
            case Proof.Key(var id) -> accounts.keys().lives(id);
            case Proof.Password(var since) -> accounts.passwordSince().equals(Optional.of(since));
            case Proof.Token _ -> !accounts.state().setupComplete();
        };
    }

    @Override
    public boolean keepsStrangersOut() {
        AccessState state = accounts.state();
        return !state.disabled()
                && (state.setupComplete() || accounts.setupCode().isDemanded());
    }

    private Identity identify(RequestFacts request, Peer peer, AccessState state) {
        if (peer.local() && !needsCredential(state)) return Identity.operator(Proof.LOOPBACK);
        Optional<Secret> bearer = shown(request);
        if (bearer.isPresent() && settings.note().equals(bearer) && comesFromHere(request))
            return Identity.operator(Proof.NOTE);
        if (setupRequired(state)) return Identity.STRANGER;
        for (Secret token : SessionCookie.tokens(request)) {
            Optional<BrowserSession> session = accounts.sessions().find(token);
            if (session.isPresent())
                return Identity.operator(new Proof.Session(session.get().id()));
        }
        return bearer.flatMap(accounts.keys()::find).map(AccessGate::holderOf).orElse(Identity.STRANGER);
    }

    /** The key that a program shows. Those who speak to models may show it as one of their vendors wants it. */
    private static Optional<Secret> shown(RequestFacts request) {
        Optional<Secret> bearer = request.header("Authorization")
                .filter(header -> header.startsWith(BEARER))
                .flatMap(header -> Secret.ofNullable(header.substring(BEARER.length())));
        if (bearer.isPresent() || !isBelow(request, "/v1")) return bearer;
        return request.header("x-api-key").flatMap(Secret::ofNullable);
    }

    /** Whether even who works on this machine has to show something. */
    private static boolean needsCredential(AccessState state) {
        return state.setupComplete() && !state.disabled();
    }

    /** A server whose authentication is switched off has no way in for others but to set it up. */
    private static boolean setupRequired(AccessState state) {
        return state.disabled() || !state.setupComplete();
    }

    private Optional<Identity> byCredential(Credentials shown) throws InterruptedException {
        Optional<Identity> holder =
                shown.apiKey().flatMap(accounts.keys()::find).map(AccessGate::holderOf);
        if (holder.isPresent() || shown.password().isEmpty()) return holder;
        Optional<Instant> since = accounts.passwordSince();
        if (!accounts.passwordIs(shown.password().get())) return Optional.empty();
        return since.map(then -> Identity.operator(new Proof.Password(then)));
    }

    private Optional<Identity> byToken(Credentials shown) {
        return shown.token().isPresent() && shown.token().equals(settings.token())
                ? Optional.of(Identity.operator(Proof.TOKEN))
                : Optional.empty();
    }

    private static Identity holderOf(ApiKey key) {
        return new Identity(Role.OPERATOR, key.scopes(), new Proof.Key(key.id()));
    }

    private static boolean isDirect(RequestFacts request) {
        return SIGNS_OF_A_PROXY.stream()
                .allMatch(header -> request.headers(header).isEmpty());
    }

    private static boolean comesFromHere(RequestFacts request) {
        return isDirect(request)
                && request.peer() instanceof InetSocketAddress socket
                && socket.getAddress().isLoopbackAddress();
    }

    private static Verdict needs(Scope scope, Identity who, RequestFacts request, AccessState state) {
        if (who.isStranger()) return refuse(request, state);
        if (who.holds(scope)) return new Verdict.Admitted(who);
        return new Verdict.Refused(403, "FORBIDDEN", "insufficient scope: " + scope.wireName() + " required");
    }

    /** A program is told why; a person is taken to the page that helps. */
    private static Verdict refuse(RequestFacts request, AccessState state) {
        boolean setup = setupRequired(state);
        if (isForPrograms(request)) return setup ? SETUP_REQUIRED : NOT_AUTHENTICATED;
        return new Verdict.Elsewhere(setup ? "/onboarding" : "/login");
    }

    private static boolean isForPrograms(RequestFacts request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return !reads || isBelow(request, "/api") || isBelow(request, "/v1") || isBelow(request, "/ws");
    }

    private static Optional<Tier> tier(RequestFacts request) {
        if (request.path().equals("/api/auth/login") && request.method().equals("POST")) return Optional.of(Tier.LOGIN);
        if (isBelow(request, "/api/auth")) return Optional.of(Tier.AUTH);
        if (isBelow(request, "/api") || isBelow(request, "/v1")) return Optional.of(Tier.API);
        if (isBelow(request, "/share")) return Optional.of(Tier.SHARE);
        return isBelow(request, "/ws") ? Optional.of(Tier.SOCKET) : Optional.empty();
    }

    private static boolean isBelow(RequestFacts request, String folder) {
        return request.path().equals(folder) || request.path().startsWith(folder + "/");
    }

    private static Verdict tooMany(Duration wait) {
        return new Verdict.Refused(429, "RATE_LIMITED", "too many requests", Optional.of(wait));
    }
}
