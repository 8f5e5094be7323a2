package moltis.agent;

import java.util.List;
import java.util.Optional;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;
import moltis.core.session.Transcripts;

/** The pasts of sessions as models may read them. */
final class Histories {

    private final Transcripts transcripts;
    private final HistoryReader reader;
    private final HistoryCache cache;

    Histories(Transcripts transcripts, HistoryReader reader, HistoryCache cache) {
        this.transcripts = transcripts;
        this.reader = reader;
        this.cache = cache;
    }

    HistoryReader reader() {
        return reader;
    }

    /** What was said before line {@code end}, as far as this audience may know it. */
    History before(SessionKey session, long end, Audience audience) {
        if (end == 0) return keep(session, History.EMPTY);
        return switch (audience) {
            case OWNER -> cache.find(session, end).orElseGet(() -> keep(session, read(session, end)));
            case PUBLIC -> {
                List<StoredLine> lines = reader.publicOnly(transcripts.before(session, end, Integer.MAX_VALUE));
                yield History.of(reader.messages(lines), end);
            }
        };
    }

    /** What is left of these lines when {@code mark} counts. */
    History of(List<StoredLine> lines, CompactionMark mark) {
        long end = lines.isEmpty() ? 0 : lines.getLast().index() + 1;
        return History.of(reader.messages(lines, Optional.of(mark)), end);
    }

    /** Lines were stored; keeps what is in memory in step. */
    void stored(SessionKey session, List<StoredLine> lines) {
        cache.extend(session, lines, reader);
    }

    void forget(SessionKey session) {
        cache.forget(session);
    }

    private History read(SessionKey session, long end) {
        return History.of(reader.messages(transcripts.before(session, end, Integer.MAX_VALUE)), end);
    }

    private History keep(SessionKey session, History history) {
        cache.put(session, history);
        return history;
    }
}
