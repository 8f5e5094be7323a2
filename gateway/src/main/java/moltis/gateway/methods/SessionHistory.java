package moltis.gateway.methods;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import moltis.agent.ChatReports;
import moltis.agent.HistoryPage;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;

/**
 * The end of a session for an answer on the socket, which must not grow with the session: it is read from its end in pages
 * until it is large enough. Older lines are to be had over HTTP.
 */
final class SessionHistory {

    private static final int PAGE = 120;
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    /** @param dropped how many lines stand before the first message, shown or not */
    record Guarded(List<StoredMessage> messages, long dropped) {}

    private final ChatReports reports;

    SessionHistory(ChatReports reports) {
        this.reports = reports;
    }

    Guarded guarded(SessionKey session) {
        ArrayDeque<StoredLine> lines = new ArrayDeque<>();
        OptionalLong before = OptionalLong.empty();
        long bytes = 0;
        boolean more = true;
        while (more) {
            HistoryPage page = reports.history(session, before, PAGE);
            bytes += size(page);
            // The newest page is always there, however large it is.
            if (!lines.isEmpty() && bytes > MOST_BYTES) break;
            for (StoredLine line : page.lines().reversed()) lines.addFirst(line);
            more = page.hasOlder() && !page.lines().isEmpty();
            if (more) before = OptionalLong.of(page.lines().getFirst().index());
        }
        long dropped = more && !lines.isEmpty() ? lines.getFirst().index() : 0;
        return new Guarded(SessionMethods.messages(new ArrayList<>(lines)), dropped);
    }

    private static long size(HistoryPage page) {
        return page.lines().stream()
                .mapToLong(line -> line.line().json().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
