package moltis.config.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import moltis.core.json.Json;
import tools.jackson.core.JacksonException;

/** A list or table that the environment gives as JSON text. */
final class JsonText {

    private JsonText() {}

    static Object read(String text, KeyType<?> type) throws BadValue {
        String trimmed = text.strip();
        try {
            if (trimmed.startsWith("[")) return Json.MAPPER.readValue(trimmed, ArrayList.class);
            if (trimmed.startsWith("{")) return Json.MAPPER.readValue(trimmed, LinkedHashMap.class);
        } catch (JacksonException _) {
            throw BadValue.type("must be " + type.words() + ", and the JSON text is not valid");
        }
        throw BadValue.type("must be " + type.words() + " written as JSON");
    }
}
