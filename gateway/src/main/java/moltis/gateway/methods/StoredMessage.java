package moltis.gateway.methods;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import moltis.core.session.StoredLine;

/** A line of a transcript as clients see it: the stored JSON object, as it is, with its index added. */
public record StoredMessage(StoredLine line) {

    @JsonValue
    @JsonRawValue
    String json() {
        String stored = line.line().json().strip();
        int end = stored.lastIndexOf('}');
        boolean empty = stored.substring(1, end).isBlank();
        return stored.substring(0, end) + (empty ? "" : ",") + "\"historyIndex\":" + line.index() + "}";
    }
}
