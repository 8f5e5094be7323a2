package moltis.gateway.auth;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import moltis.access.Accounts;
import moltis.gateway.access.AccessGate;
import moltis.gateway.access.SessionCookie;
import moltis.gateway.http.Route;

/** Everything below {@code /api/auth}. Each address says by itself who may use it. */
public final class AuthRoutes {

    private final FrontDesk desk;
    private final BooleanSupplier localhostOnly;

    /** @param localhostOnly whether only this machine can reach the server */
    public AuthRoutes(
            Accounts accounts,
            AccessGate gate,
            SessionCookie cookie,
            Dismissal dismissal,
            AuthEffects effects,
            BooleanSupplier localhostOnly) {
        this.desk = new FrontDesk(accounts, gate, cookie, dismissal, effects);
        this.localhostOnly = localhostOnly;
    }

    public List<Route> routes() {
        return Stream.of(
                        new StatusRoute(desk, localhostOnly).routes(),
                        new SetupRoutes(desk).routes(),
                        new SignInRoutes(desk).routes(),
                        new PasswordRoutes(desk).routes(),
                        new KeyRoutes(desk).routes(),
                        new PasskeyRoutes(desk).routes(),
                        new SessionRoutes(desk).routes(),
                        new AuditRoute(desk).routes())
                .flatMap(List::stream)
                .toList();
    }
}
