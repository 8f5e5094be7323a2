package moltis.gateway.auth;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import moltis.access.AccessState;
import moltis.access.passkey.Passkeys;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.Route;

/** {@code GET /api/auth/status}: see {@link AuthStatus}. */
final class StatusRoute {

    private final FrontDesk desk;
    private final BooleanSupplier localhostOnly;

    StatusRoute(FrontDesk desk, BooleanSupplier localhostOnly) {
        this.desk = desk;
        this.localhostOnly = localhostOnly;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/auth/status", Access.PUBLIC, this::status));
    }

    private void status(Exchange exchange) throws IOException {
        AccessState state = desk.accounts().state();
        Passkeys passkeys = desk.accounts().passkeys();
        boolean stranger = exchange.who().isStranger();
        List<String> without = passkeys.hostsWithoutPasskey();
        exchange.json(
                200,
                new AuthStatus(
                        stranger && desk.gate().setupRequired(),
                        state.setupComplete(),
                        state.hasPasskeys(),
                        !stranger,
                        state.disabled(),
                        desk.accounts().setupCode().isDemanded(),
                        state.hasPassword(),
                        localhostOnly.getAsBoolean(),
                        !passkeys.parties().isEmpty(),
                        passkeys.parties().origins(),
                        !without.isEmpty(),
                        without));
    }
}
