package moltis.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;
import org.jspecify.annotations.Nullable;

/**
 * The pasts of the sessions used last, so that a turn does not read and parse all turns before it. What is kept is only
 * used when it stands for exactly the lines that are stored. Bounded by bytes; the least recently used goes first.
 */
final class HistoryCache {

    private final Map<SessionKey, History> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final long maxBytes;
    private long bytes;

    HistoryCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The past of a session that has {@code lines} lines, if it is here. */
    synchronized Optional<History> find(SessionKey session, long lines) {
        @Nullable History history = kept.get(session);
        return history != null && history.lines() == lines ? Optional.of(history) : Optional.empty();
    }

    synchronized void put(SessionKey session, History history) {
        forget(session);
        if (history.bytes() > maxBytes) return;
        kept.put(session, history);
        bytes += history.bytes();
        var eldest = kept.entrySet().iterator();
        while (bytes > maxBytes && eldest.hasNext()) {
            bytes -= eldest.next().getValue().bytes();
            eldest.remove();
        }
    }

    /** Adds what a turn stored, if it follows what is kept without a gap. */
    void extend(SessionKey session, List<StoredLine> lines, HistoryReader reader) {
        if (lines.isEmpty()) return;
        long next = lines.getFirst().index();
        Optional<History> before = find(session, next);
        for (StoredLine line : lines) {
            if (before.isEmpty() || line.index() != next++) {
                forget(session);
                return;
            }
        }
        before.ifPresent(history -> put(session, history.plus(reader.messages(lines), history.lines() + lines.size())));
    }

    synchronized void forget(SessionKey session) {
        @Nullable History gone = kept.remove(session);
        if (gone != null) bytes -= gone.bytes();
    }

    synchronized long bytes() {
        return bytes;
    }
}
