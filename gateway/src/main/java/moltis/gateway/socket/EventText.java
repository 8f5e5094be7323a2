package moltis.gateway.socket;

import java.nio.charset.StandardCharsets;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import tools.jackson.databind.JsonNode;

/** Events as the protocol writes them, for a listener inside this process. */
public final class EventText {

    private EventText() {}

    /** The event's payload. */
    public static JsonNode payload(ServerEvent event) {
        byte[] frame = new EventEncoder().encode(event).bytes(0);
        return Json.parse(new String(frame, StandardCharsets.UTF_8)).path("payload");
    }
}
