package moltis.gateway.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.List;
import moltis.access.audit.AuditEvent;
import moltis.access.session.BrowserSession;
import moltis.core.RequestException;
import moltis.gateway.access.Access;
import moltis.gateway.access.Proof;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.Route;

/**
 * Browsers that are signed in.
 *
 * <ul>
 *   <li>{@code GET /api/auth/sessions}: {@code {sessions: [{id, method, address, user_agent, created_at, last_used_at,
 *       expires_at, current}]}}, the last used first; {@code current} marks the one that asks.
 *   <li>{@code DELETE /api/auth/sessions/{id}}: {@code {ok}}; 404. Its connections end.
 *   <li>{@code POST /api/auth/sessions/revoke-others}: {@code {ok}}; signs out every browser but this one.
 * </ul>
 */
final class SessionRoutes {

    private static final String REVOKED = "session_revoked";

    private final FrontDesk desk;

    SessionRoutes(FrontDesk desk) {
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/auth/sessions", Access.ADMIN, this::list),
                Route.delete("/api/auth/sessions/{id}", Access.ADMIN, this::revoke),
                Route.post("/api/auth/sessions/revoke-others", Access.ADMIN, this::revokeOthers));
    }

    record Entry(
            long id,
            String method,
            String address,
            @JsonProperty("user_agent") String userAgent,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("last_used_at") String lastUsedAt,
            @JsonProperty("expires_at") String expiresAt,
            boolean current) {

        static Entry of(BrowserSession session, boolean current) {
            return new Entry(
                    session.id(),
                    session.method().wireName(),
                    session.address(),
                    session.userAgent(),
                    session.createdAt().toString(),
                    session.lastUsedAt().toString(),
                    session.expiresAt().toString(),
                    current);
        }
    }

    record Entries(List<Entry> sessions) {}

    private void list(Exchange exchange) throws IOException {
        Proof proof = exchange.who().proof();
        exchange.json(
                200,
                new Entries(desk.accounts().sessions().list().stream()
                        .map(session -> Entry.of(session, proof.equals(new Proof.Session(session.id()))))
                        .toList()));
    }

    private void revoke(Exchange exchange) throws IOException {
        long id = FrontDesk.id(exchange);
        if (!desk.accounts().sessions().end(id)) throw RequestException.notFound("there is no session " + id);
        desk.note(exchange, AuditEvent.SESSION_REVOKED, "id=" + id);
        desk.dismiss(new Proof.Session(id), REVOKED);
        exchange.json(200, Ok.OK);
    }

    private void revokeOthers(Exchange exchange) throws IOException {
        Proof mine = exchange.who().proof();
        long kept = mine instanceof Proof.Session(var id) ? id : -1;
        int ended = desk.accounts().sessions().endOthers(kept);
        desk.note(exchange, AuditEvent.SESSION_REVOKED, "others=" + ended);
        desk.dismissOtherSessions(mine, REVOKED);
        exchange.json(200, Ok.OK);
    }
}
