package moltis.config;

import java.util.List;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeySpec;
import moltis.core.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema of the file as JSON Schema. Beyond the standard, {@code x-secret}, {@code x-hot} and {@code x-in-effect}
 * say whether a key is a secret, applies without a restart, and is read by anything yet.
 */
final class JsonSchema {

    private JsonSchema() {}

    static ObjectNode of(List<KeySpec> specs) {
        ObjectNode root = Json.object();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "moltis.toml");
        root.put("type", "object");
        for (KeySpec spec : specs) describe(place(root, spec.path()), spec);
        return root;
    }

    /** The node of {@code path}; what leads there is made. */
    private static ObjectNode place(ObjectNode root, KeyPath path) {
        ObjectNode at = root;
        for (String part : path.parts()) {
            at = switch (part) {
                case "*" -> child(at, "object", "additionalProperties");
                case "[*]" -> child(at, "array", "items");
                default -> child(child(at, "object", "properties"), "", part);
            };
        }
        return at;
    }

    private static ObjectNode child(ObjectNode parent, String type, String name) {
        if (!type.isEmpty()) parent.put("type", type);
        JsonNode present = parent.get(name);
        return present instanceof ObjectNode object ? object : parent.putObject(name);
    }

    private static void describe(ObjectNode node, KeySpec spec) {
        var type = spec.type();
        node.put("type", type.jsonType());
        node.put("description", spec.about());
        spec.fallback().ifPresent(value -> node.set("default", Json.MAPPER.valueToTree(value)));
        if (!type.known().isEmpty()) {
            ObjectNode values = type.jsonType().equals("array") ? child(node, "array", "items") : node;
            var known = values.putArray(type.isStrict() ? "enum" : "examples");
            type.known().forEach(known::add);
        }
        if (type.isSecret()) node.put("x-secret", true);
        node.put("x-hot", spec.hot());
        node.put("x-in-effect", !NotInEffect.covers(spec.path()));
    }
}
