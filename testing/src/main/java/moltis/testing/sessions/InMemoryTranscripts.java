package moltis.testing.sessions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import moltis.core.session.SearchHit;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;
import moltis.core.session.TranscriptLine;
import moltis.core.session.Transcripts;
import moltis.testing.sessions.InMemorySessions.Conversation;
import org.jspecify.annotations.Nullable;

/** Transcripts that end with the test. */
public final class InMemoryTranscripts implements Transcripts {

    private final InMemorySessions sessions;

    public InMemoryTranscripts(InMemorySessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<StoredLine> append(SessionKey session, List<TranscriptLine> lines) {
        List<TranscriptLine> added = List.copyOf(lines);
        return sessions.change((conversations, causes) -> {
            Conversation conversation = sessions.ensure(session, causes);
            int first = conversation.lines.size();
            conversation.lines.addAll(added);
            return stored(conversation.lines, first, first + added.size());
        });
    }

    @Override
    public void amend(SessionKey session, long index, TranscriptLine line) {
        sessions.change((conversations, causes) -> {
            List<TranscriptLine> lines = lines(conversations, session);
            if (index < 0 || index >= lines.size()) return false;
            lines.set((int) index, line);
            return true;
        });
    }

    @Override
    public List<StoredLine> read(SessionKey session) {
        return before(session, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    @Override
    public List<StoredLine> before(SessionKey session, long index, int limit) {
        return sessions.change((conversations, causes) -> {
            List<TranscriptLine> lines = lines(conversations, session);
            int end = Math.clamp(index, 0, lines.size());
            return stored(lines, Math.max(0, end - limit), end);
        });
    }

    @Override
    public List<StoredLine> after(SessionKey session, long index, int limit) {
        return sessions.change((conversations, causes) -> {
            List<TranscriptLine> lines = lines(conversations, session);
            int first = Math.clamp(index == Long.MAX_VALUE ? index : index + 1, 0, lines.size());
            return stored(lines, first, (int) Math.min(lines.size(), (long) first + limit));
        });
    }

    @Override
    public long count(SessionKey session) {
        return sessions.change(
                (conversations, causes) -> (long) lines(conversations, session).size());
    }

    @Override
    public void clear(SessionKey session) {
        sessions.change((conversations, causes) -> {
            @Nullable Conversation conversation = conversations.get(session);
            if (conversation == null) return false;
            conversation.lines.clear();
            return causes.add(conversation.update(draft -> {
                draft.seen = 0;
                return conversation.following(draft);
            }));
        });
    }

    @Override
    public List<SearchHit> search(String query, int limit, boolean includeArchived) {
        if (query.isBlank()) return List.of();
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        return sessions.change((conversations, causes) -> conversations.values().stream()
                .filter(it -> includeArchived || !it.session.archived())
                .flatMap(it -> firstHit(it, wanted).stream())
                .sorted(Comparator.comparing(hit -> hit.session().value()))
                .limit(limit)
                .toList());
    }

    private static Optional<SearchHit> firstHit(Conversation conversation, String wanted) {
        return IntStream.range(0, conversation.lines.size())
                .filter(at -> conversation
                        .lines
                        .get(at)
                        .text()
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .boxed()
                .findFirst()
                .map(at -> new SearchHit(
                        conversation.session.key(),
                        conversation.session.label(),
                        conversation.session.archived(),
                        conversation.lines.get(at).role(),
                        at,
                        conversation.lines.get(at).text()));
    }

    private static List<TranscriptLine> lines(Map<SessionKey, Conversation> conversations, SessionKey session) {
        @Nullable Conversation conversation = conversations.get(session);
        return conversation == null ? new ArrayList<>() : conversation.lines;
    }

    private static List<StoredLine> stored(List<TranscriptLine> lines, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(at -> new StoredLine(at, lines.get(at)))
                .toList();
    }
}
