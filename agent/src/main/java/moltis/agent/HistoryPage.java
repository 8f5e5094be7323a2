package moltis.agent;

import java.util.List;
import moltis.core.session.StoredLine;

/**
 * A part of a session, as people see it.
 *
 * @param lines in ascending order, without assistant lines that say nothing
 * @param hasOlder whether the session has lines before the first one
 */
public record HistoryPage(List<StoredLine> lines, boolean hasOlder) {
    public HistoryPage {
        lines = List.copyOf(lines);
    }
}
