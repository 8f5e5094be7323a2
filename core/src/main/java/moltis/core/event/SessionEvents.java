package moltis.core.event;

import java.util.Optional;
import moltis.core.json.Json;
import moltis.core.session.FailoverMode;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import tools.jackson.databind.node.ObjectNode;

/** The event {@code session}: a session was made, changed or removed. */
public final class SessionEvents {

    private SessionEvents() {}

    public static ServerEvent created(Session session) {
        return event("created", session.key(), Optional.of(session));
    }

    public static ServerEvent patched(Session session) {
        return event("patched", session.key(), Optional.of(session));
    }

    public static ServerEvent deleted(SessionKey key) {
        return event("deleted", key, Optional.empty());
    }

    /** A session as clients know it; fields without a value are null. */
    public static ObjectNode entry(Session session) {
        ObjectNode entry = Json.object();
        entry.put("id", session.id());
        entry.put("key", session.key().value());
        entry.put("label", session.label().orElse(null));
        entry.put("model", session.model().orElse(null));
        entry.put("createdAt", session.createdAt().toEpochMilli());
        entry.put("updatedAt", session.updatedAt().toEpochMilli());
        entry.put("messageCount", session.messageCount());
        entry.put("lastSeenMessageCount", session.lastSeenMessageCount());
        entry.put("projectId", session.projectId().orElse(null));
        entry.put("parentSessionKey", session.parent().map(SessionKey::value).orElse(null));
        entry.put("forkPoint", session.forkPoint().orElse(null));
        entry.put("preview", session.preview().orElse(null));
        entry.put("archived", session.archived());
        // Both spellings are read by clients of the protocol.
        entry.put("agent_id", session.agentId().orElse(null));
        entry.put("agentId", session.agentId().orElse(null));
        entry.put("mode_id", session.modeId().orElse(null));
        entry.put("modeId", session.modeId().orElse(null));
        entry.put("failover", session.failover().map(FailoverMode::wireName).orElse(null));
        entry.put("version", session.version());
        return entry;
    }

    private static ServerEvent event(String kind, SessionKey key, Optional<Session> session) {
        ObjectNode payload = Json.object();
        payload.put("kind", kind);
        payload.put("sessionKey", key.value());
        session.ifPresent(it -> payload.set("entry", entry(it)));
        return new ServerEvent.Named("session", payload, true);
    }
}
