package moltis.gateway.methods;

import java.util.Collection;
import java.util.List;
import moltis.agent.ChatService;
import moltis.core.event.SessionEvents;
import moltis.core.session.Session;
import tools.jackson.databind.node.ObjectNode;

/** Sessions as lists show them. */
public final class SessionRows {

    private final ChatService chat;

    public SessionRows(ChatService chat) {
        this.chat = chat;
    }

    /** The entry of the {@code session} event, and whether an answer is being written. */
    public ObjectNode row(Session session) {
        return SessionEvents.entry(session).put("replying", chat.isRunning(session.key()));
    }

    public List<ObjectNode> rows(Collection<Session> sessions) {
        return sessions.stream().map(this::row).toList();
    }
}
