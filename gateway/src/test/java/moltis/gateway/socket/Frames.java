package moltis.gateway.socket;

import java.nio.charset.StandardCharsets;
import moltis.core.event.ChatEvent;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import tools.jackson.databind.JsonNode;

/** Events and frames for tests. */
final class Frames {

    private Frames() {}

    static ChatEvent.Run run(String id) {
        return new ChatEvent.Run(SessionKey.MAIN, new RunId(id), 3L);
    }

    static EventFrame delta(String run, String text) {
        return new EventEncoder().encode(new ChatEvent.Delta(run(run), text));
    }

    static EventFrame thinking(String run) {
        return new EventEncoder().encode(new ChatEvent.Thinking(run(run)));
    }

    static EventFrame thinkingText(String run, String text) {
        return new EventEncoder().encode(new ChatEvent.ThinkingText(run(run), text));
    }

    static EventFrame droppable(String name) {
        return new EventEncoder()
                .encode(new ServerEvent.Named(name, Json.object().put("n", 1), true));
    }

    static EventFrame lasting(String text) {
        return new EventEncoder().encode(new ChatEvent.Notice(run("r"), "Note", text));
    }

    static JsonNode json(byte[] frame) {
        return Json.parse(new String(frame, StandardCharsets.UTF_8));
    }
}
