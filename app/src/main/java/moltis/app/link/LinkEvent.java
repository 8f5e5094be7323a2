package moltis.app.link;

import moltis.core.json.Json;
import tools.jackson.databind.JsonNode;

/** An event of the gateway. @param name for example {@code chat} */
public record LinkEvent(String name, JsonNode payload) {

    /** The gateway went away: nothing follows. */
    public static final LinkEvent GONE = new LinkEvent("gone", Json.object());
}
