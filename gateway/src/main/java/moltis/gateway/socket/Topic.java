package moltis.gateway.socket;

import java.util.Optional;
import moltis.core.event.ChatEvent;
import moltis.core.event.ServerEvent;
import moltis.core.session.SessionKey;
import tools.jackson.databind.JsonNode;

/** What decides who receives an event. @param session whose it is; empty for an event of no session */
record Topic(String name, Optional<SessionKey> session) {

    static Topic of(ServerEvent event) {
        return switch (event) {
            case ChatEvent chat -> new Topic(chat.name(), Optional.of(chat.session()));
            case ServerEvent.Named named ->
                new Topic(named.name(), sessionOf(named.payload().path("sessionKey")));
        };
    }

    private static Optional<SessionKey> sessionOf(JsonNode key) {
        if (!key.isString()) return Optional.empty();
        try {
            return Optional.of(new SessionKey(key.stringValue()));
        } catch (IllegalArgumentException notAKey) {
            return Optional.empty();
        }
    }
}
