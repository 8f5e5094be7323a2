package moltis.core.model;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import moltis.core.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Undoes what models do to arguments: "none" or "null" written out where nothing was meant, an empty string for null, a
 * list wrapped in a string. The tool's own schema decides; what it allows as it stands is left alone.
 */
public final class SchemaRepair {

    private SchemaRepair() {}

    /** {@code arguments} repaired at every depth; the given value is not changed. */
    public static JsonNode repair(JsonNode arguments, JsonNode schema) {
        return repair(arguments, schema, false);
    }

    private static JsonNode repair(JsonNode value, JsonNode schema, boolean optional) {
        return switch (value) {
            case ObjectNode object -> properties(object, schema);
            case ArrayNode array -> {
                ArrayNode items = Json.array();
                for (JsonNode item : array) items.add(repair(item, schema.path("items"), false));
                yield items;
            }
            default -> value.isString() ? string(value, schema, optional) : value;
        };
    }

    private static ObjectNode properties(ObjectNode object, JsonNode schema) {
        Set<String> required = new HashSet<>();
        for (JsonNode name : schema.path("required")) required.add(name.asString(""));
        ObjectNode repaired = Json.object();
        for (var entry : object.properties()) {
            JsonNode property = schema.path("properties").path(entry.getKey());
            repaired.set(entry.getKey(), repair(entry.getValue(), property, !required.contains(entry.getKey())));
        }
        return repaired;
    }

    private static JsonNode string(JsonNode value, JsonNode schema, boolean optional) {
        String text = value.stringValue().strip();
        Set<String> types = types(schema);
        String word = text.toLowerCase(Locale.ROOT);
        boolean meansNothing = word.equals("none") || word.equals("null");
        if (meansNothing && (types.contains("null") || listsNull(schema) || optionalEnum(schema, optional))) {
            return NullNode.getInstance();
        }
        if (text.isEmpty() && types.equals(Set.of("null"))) return NullNode.getInstance();
        if (!text.startsWith("[") || !types.contains("array")) return value;
        try {
            JsonNode parsed = Json.parse(text);
            return parsed.isArray() ? repair(parsed, schema, optional) : value;
        } catch (JacksonException _) {
            return value;
        }
    }

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new HashSet<>();
        JsonNode type = schema.path("type");
        if (type.isString()) types.add(type.stringValue());
        for (JsonNode one : type) types.add(one.asString(""));
        for (String union : new String[] {"anyOf", "oneOf"}) {
            for (JsonNode variant : schema.path(union)) types.addAll(types(variant));
        }
        return types;
    }

    private static boolean listsNull(JsonNode schema) {
        for (JsonNode allowed : schema.path("enum")) {
            if (allowed.isNull()) return true;
        }
        return false;
    }

    /** An optional choice in which neither word is a choice. */
    private static boolean optionalEnum(JsonNode schema, boolean optional) {
        if (!optional || !schema.has("enum")) return false;
        for (JsonNode allowed : schema.path("enum")) {
            String word = allowed.asString("").toLowerCase(Locale.ROOT);
            if (word.equals("none") || word.equals("null")) return false;
        }
        return true;
    }
}
