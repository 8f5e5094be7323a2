package moltis.gateway.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import moltis.agent.ChatReports;
import moltis.agent.HistoryPage;
import moltis.core.session.Session;
import moltis.core.session.SessionDirectory;
import moltis.core.session.SessionKey;
import moltis.core.session.Transcripts;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.http.Route;
import moltis.gateway.methods.SessionRows;
import moltis.gateway.methods.StoredMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Lists of sessions and pages of their history. */
public final class SessionRoutes {

    private static final int ROWS = 40;
    private static final int MOST_ROWS = 200;
    private static final int LINES = 120;
    private static final int MOST_LINES = 500;
    private static final int ALL = 100_000;

    private final SessionDirectory directory;
    private final Transcripts transcripts;
    private final ChatReports reports;
    private final SessionRows rows;

    public SessionRoutes(SessionDirectory directory, Transcripts transcripts, ChatReports reports, SessionRows rows) {
        this.directory = directory;
        this.transcripts = transcripts;
        this.reports = reports;
        this.rows = rows;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/sessions", Access.READ, this::list),
                Route.get("/api/sessions/{key}/history", Access.READ, this::history));
    }

    /** @param nextCursor the key of the last row; absent on the last page */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(List<ObjectNode> sessions, @Nullable String nextCursor, boolean hasMore, int total) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record History(
            List<StoredMessage> history,
            boolean historyCacheHit,
            boolean hasMore,
            @Nullable Long nextCursor,
            long totalMessages,
            boolean historyTruncated,
            long historyDroppedCount) {}

    private void list(Exchange exchange) throws IOException {
        Optional<Long> limit = exchange.queryNumber("limit");
        Optional<SessionKey> cursor = exchange.query("cursor").map(SessionRoutes::key);
        if (limit.isEmpty() && cursor.isEmpty()) {
            exchange.json(200, rows.rows(directory.list(true, Optional.empty(), ALL)));
            return;
        }
        int size = Math.toIntExact(Math.clamp(limit.orElse((long) ROWS), 1, MOST_ROWS));
        List<Session> found = directory.list(true, cursor, size + 1);
        boolean more = found.size() > size;
        List<Session> page = more ? found.subList(0, size) : found;
        exchange.json(
                200,
                new Page(
                        rows.rows(page),
                        more ? page.getLast().key().value() : null,
                        more,
                        directory.list(true, Optional.empty(), ALL).size()));
    }

    private void history(Exchange exchange) throws IOException {
        SessionKey session = key(exchange.place("key"));
        Optional<Long> cursor = exchange.queryNumber("cursor");
        int limit = Math.toIntExact(Math.clamp(exchange.queryNumber("limit").orElse((long) LINES), 1, MOST_LINES));
        long total = transcripts.count(session);
        if (cursor.isEmpty() && exchange.queryNumber("cached_message_count").equals(Optional.of(total))) {
            exchange.json(200, new History(List.of(), true, false, null, total, false, 0));
            return;
        }
        OptionalLong before = cursor.isPresent() ? OptionalLong.of(cursor.get()) : OptionalLong.empty();
        HistoryPage page = reports.history(session, before, limit);
        boolean more = page.hasOlder() && !page.lines().isEmpty();
        exchange.json(
                200,
                new History(
                        page.lines().stream().map(StoredMessage::new).toList(),
                        false,
                        more,
                        more ? page.lines().getFirst().index() : null,
                        total,
                        false,
                        0));
    }

    /** @throws HttpProblem if it can't be a session's key */
    static SessionKey key(String text) {
        try {
            return new SessionKey(text);
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(400, "INVALID_PARAMETER", "that is not a session key");
        }
    }
}
