package moltis.gateway.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.List;
import moltis.access.audit.AuditEntry;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.Route;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/auth/audit?limit=}: {@code {entries: [{id, event_type, client_ip?, detail?, created_at}]}}, the newest
 * first; 100 unless {@code limit} says otherwise, at most 1000.
 */
final class AuditRoute {

    private static final long USUAL = 100;
    private static final long MOST = 1000;

    private final FrontDesk desk;

    AuditRoute(FrontDesk desk) {
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/auth/audit", Access.ADMIN, this::latest));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            long id,
            @JsonProperty("event_type") String eventType,

            @JsonProperty("client_ip") @Nullable String clientIp,

            @Nullable String detail,
            @JsonProperty("created_at") String createdAt) {

        static Entry of(AuditEntry entry) {
            return new Entry(
                    entry.id(),
                    entry.type(),
                    entry.address().orElse(null),
                    entry.detail().orElse(null),
                    entry.at().toString());
        }
    }

    record Entries(List<Entry> entries) {}

    private void latest(Exchange exchange) throws IOException {
        int limit = (int) Math.min(MOST, exchange.queryNumber("limit").orElse(USUAL));
        exchange.json(
                200,
                new Entries(desk.accounts().audit().latest(limit).stream()
                        .map(Entry::of)
                        .toList()));
    }
}
