package moltis.gateway.socket;

import java.util.Optional;
import moltis.core.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** A message from a client, as far as the protocol knows it. */
sealed interface RequestFrame {

    /** A call. @param params a missing node when there are none */
    record Call(String id, String method, JsonNode params) implements RequestFrame {}

    /** An answer to a request of ours. We make none, so it is ignored. */
    record Answer() implements RequestFrame {}

    /** Anything else. @param id the frame's id, when it has one */
    record Invalid(Optional<String> id) implements RequestFrame {}

    static RequestFrame parse(byte[] message) {
        JsonNode frame;
        try {
            frame = Json.MAPPER.readTree(message);
        } catch (JacksonException | StackOverflowError notJson) {
            return new Invalid(Optional.empty());
        }
        JsonNode id = frame.path("id");
        JsonNode type = frame.path("type");
        JsonNode method = frame.path("method");
        if (type.isString() && type.stringValue().equals("res")) return new Answer();
        boolean isCall = type.isString() && type.stringValue().equals("req") && id.isString() && method.isString();
        if (!isCall) return new Invalid(id.isString() ? Optional.of(id.stringValue()) : Optional.empty());
        return new Call(id.stringValue(), method.stringValue(), frame.path("params"));
    }

    /** The id of a request of which only the beginning was kept. */
    static Optional<String> idIn(byte[] beginning) {
        try (JsonParser parser = Json.MAPPER.createParser(beginning)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("id"))
                    return value == JsonToken.VALUE_STRING ? Optional.of(parser.getString()) : Optional.empty();
                parser.skipChildren();
            }
        } catch (JacksonException cutOff) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
