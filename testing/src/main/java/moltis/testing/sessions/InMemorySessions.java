package moltis.testing.sessions;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;
import moltis.core.event.SessionEvents;
import moltis.core.session.FailoverMode;
import moltis.core.session.Preview;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import moltis.core.session.TranscriptLine;
import org.jspecify.annotations.Nullable;

/**
 * All sessions and what was said in them, in memory: the state that {@link InMemoryTranscripts} and
 * {@link InMemorySessionDirectory} share. Every access is one critical section; events go out after it.
 */
public final class InMemorySessions {

    private final Map<SessionKey, Conversation> conversations = new HashMap<>();
    private final EventBus events;
    private final Clock clock;

    public InMemorySessions(EventBus events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Both ports over this state. */
    public SessionStores stores() {
        return new SessionStores(new InMemoryTranscripts(this), new InMemorySessionDirectory(this));
    }

    /** What a change does, with the events it causes. */
    interface Change<T> {
        T apply(Map<SessionKey, Conversation> conversations, List<ServerEvent> causes);
    }

    <T> T change(Change<T> change) {
        List<ServerEvent> causes = new ArrayList<>();
        T result;
        synchronized (conversations) {
            result = change.apply(conversations, causes);
        }
        causes.forEach(events::publish);
        return result;
    }

    /** The conversation, made now if it was not there; call it inside a change. */
    Conversation ensure(SessionKey key, List<ServerEvent> causes) {
        @Nullable Conversation known = conversations.get(key);
        if (known != null) return known;
        var made = new Conversation(blank(key, clock));
        conversations.put(key, made);
        causes.add(SessionEvents.created(made.session));
        return made;
    }

    Clock clock() {
        return clock;
    }

    private static Session blank(SessionKey key, Clock clock) {
        var now = clock.instant();
        Optional<String> none = Optional.empty();
        return new Session(
                key,
                UUID.randomUUID().toString(),
                "owner",
                none,
                none,
                now,
                now,
                0,
                0,
                false,
                none,
                none,
                none,
                none,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    /** One session with its lines. Touched inside a change only. */
    static final class Conversation {
        final List<TranscriptLine> lines = new ArrayList<>();
        Session session;

        Conversation(Session session) {
            this.session = session;
        }

        /** Changes the session, which gets a new version. */
        ServerEvent update(UnaryOperator<Draft> how) {
            session = how.apply(new Draft(session)).next();
            return SessionEvents.patched(session);
        }

        /** The session's count and preview as the lines say. */
        Draft following(Draft draft) {
            draft.messageCount = lines.size();
            draft.preview = Preview.of(lines);
            return draft;
        }
    }

    /** A session while it changes. */
    static final class Draft {
        final Session from;
        Optional<String> label;
        Optional<String> model;
        Optional<String> projectId;
        Optional<String> agentId;
        Optional<String> modeId;
        Optional<String> preview;
        Optional<SessionKey> parent;
        Optional<Long> forkPoint;
        Optional<FailoverMode> failover;
        Instant updatedAt;
        long messageCount;
        long seen;
        boolean archived;

        Draft(Session from) {
            this.from = from;
            label = from.label();
            model = from.model();
            projectId = from.projectId();
            agentId = from.agentId();
            modeId = from.modeId();
            preview = from.preview();
            parent = from.parent();
            forkPoint = from.forkPoint();
            failover = from.failover();
            updatedAt = from.updatedAt();
            messageCount = from.messageCount();
            seen = from.lastSeenMessageCount();
            archived = from.archived();
        }

        Session next() {
            return with(from.version() + 1);
        }

        Session with(long version) {
            return new Session(
                    from.key(),
                    from.id(),
                    from.owner(),
                    label,
                    model,
                    from.createdAt(),
                    updatedAt,
                    messageCount,
                    seen,
                    archived,
                    preview,
                    projectId,
                    agentId,
                    modeId,
                    parent,
                    forkPoint,
                    failover,
                    version);
        }
    }
}
