package moltis.testing.sessions;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import moltis.core.RequestException;
import moltis.core.event.SessionEvents;
import moltis.core.session.Session;
import moltis.core.session.SessionDirectory;
import moltis.core.session.SessionKey;
import moltis.core.session.SessionPatch;
import moltis.testing.sessions.InMemorySessions.Conversation;
import moltis.testing.sessions.InMemorySessions.Draft;
import org.jspecify.annotations.Nullable;

/** A directory of sessions that ends with the test. */
public final class InMemorySessionDirectory implements SessionDirectory {

    private static final Comparator<Session> ORDER = Comparator.comparing(
                    (Session session) -> !session.key().equals(SessionKey.MAIN))
            .thenComparing(Session::updatedAt, Comparator.reverseOrder())
            .thenComparing(Session::createdAt, Comparator.reverseOrder())
            .thenComparing(session -> session.key().value());

    private final InMemorySessions sessions;

    public InMemorySessionDirectory(InMemorySessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<Session> find(SessionKey key) {
        return sessions.change((conversations, causes) ->
                Optional.ofNullable(conversations.get(key)).map(it -> it.session));
    }

    @Override
    public Session ensure(SessionKey key) {
        return sessions.change((conversations, causes) -> sessions.ensure(key, causes).session);
    }

    @Override
    public List<Session> list(boolean includeArchived, Optional<SessionKey> cursor, int limit) {
        return sessions.change((conversations, causes) -> {
            List<Session> all = conversations.values().stream()
                    .map(it -> it.session)
                    .sorted(ORDER)
                    .toList();
            int first = cursor.map(
                            key -> all.stream().map(Session::key).toList().indexOf(key))
                    .map(at -> at < 0 ? all.size() : at + 1)
                    .orElse(0);
            return all.stream()
                    .skip(first)
                    .filter(it -> includeArchived || !it.archived())
                    .limit(limit)
                    .toList();
        });
    }

    @Override
    public Session patch(SessionKey key, SessionPatch patch) {
        return sessions.change((conversations, causes) -> {
            Conversation conversation = known(conversations, key);
            if (!patch.equals(SessionPatch.NOTHING)) causes.add(conversation.update(draft -> patched(draft, patch)));
            return conversation.session;
        });
    }

    private Draft patched(Draft draft, SessionPatch patch) {
        if (patch.label() != null) draft.label = patch.label();
        if (patch.model() != null) draft.model = patch.model();
        if (patch.projectId() != null) draft.projectId = patch.projectId();
        if (patch.agentId() != null) draft.agentId = patch.agentId();
        if (patch.modeId() != null) draft.modeId = patch.modeId();
        if (patch.archived() != null) draft.archived = patch.archived();
        if (patch.failover() != null) draft.failover = patch.failover();
        if (patch.movesUp()) draft.updatedAt = sessions.clock().instant();
        return draft;
    }

    @Override
    public void touch(SessionKey key) {
        sessions.change((conversations, causes) -> {
            @Nullable Conversation conversation = conversations.get(key);
            return conversation != null
                    && causes.add(conversation.update(draft -> {
                        draft.updatedAt = sessions.clock().instant();
                        return conversation.following(draft);
                    }));
        });
    }

    @Override
    public void markSeen(SessionKey key) {
        sessions.change((conversations, causes) -> {
            @Nullable Conversation conversation = conversations.get(key);
            if (conversation == null || conversation.session.lastSeenMessageCount() == conversation.lines.size())
                return false;
            return causes.add(conversation.update(draft -> {
                draft.messageCount = conversation.lines.size();
                draft.seen = conversation.lines.size();
                return draft;
            }));
        });
    }

    @Override
    public boolean delete(SessionKey key) {
        return sessions.change(
                (conversations, causes) -> conversations.remove(key) != null && causes.add(SessionEvents.deleted(key)));
    }

    @Override
    public List<SessionKey> clearAll() {
        return sessions.change((conversations, causes) -> {
            List<SessionKey> removed = conversations.keySet().stream()
                    .filter(key -> !key.isKept())
                    .sorted(Comparator.comparing(SessionKey::value))
                    .toList();
            removed.forEach(key -> {
                conversations.remove(key);
                causes.add(SessionEvents.deleted(key));
            });
            return removed;
        });
    }

    @Override
    public Session fork(SessionKey key, long lines, Optional<String> label) {
        return sessions.change((conversations, causes) -> {
            Conversation parent = known(conversations, key);
            if (lines < 0 || lines > parent.lines.size())
                throw RequestException.invalid("the session has only " + parent.lines.size() + " messages");
            var draft = new Draft(parent.session);
            var now = sessions.clock().instant();
            var childKey = new SessionKey("session:" + UUID.randomUUID());
            var child = new Conversation(new Session(
                    childKey,
                    UUID.randomUUID().toString(),
                    parent.session.owner(),
                    label,
                    draft.model,
                    now,
                    now,
                    lines,
                    lines,
                    false,
                    Optional.empty(),
                    draft.projectId,
                    draft.agentId,
                    draft.modeId,
                    Optional.of(key),
                    Optional.of(lines),
                    draft.failover,
                    0));
            child.lines.addAll(parent.lines.subList(0, (int) lines));
            child.session = child.following(new Draft(child.session)).with(0);
            conversations.put(childKey, child);
            causes.add(SessionEvents.created(child.session));
            return child.session;
        });
    }

    @Override
    public List<Session> branches(SessionKey key) {
        return sessions.change((conversations, causes) -> conversations.values().stream()
                .map(it -> it.session)
                .filter(it -> it.parent().equals(Optional.of(key)))
                .sorted(Comparator.comparing(Session::createdAt)
                        .thenComparing(it -> it.key().value()))
                .toList());
    }

    private static Conversation known(Map<SessionKey, Conversation> conversations, SessionKey key) {
        @Nullable Conversation conversation = conversations.get(key);
        if (conversation == null) throw RequestException.notFound("there is no session '" + key + "'");
        return conversation;
    }
}
