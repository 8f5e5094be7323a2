package moltis.tools;

import moltis.core.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of tool inputs, written as JSON beside the tool that they belong to. */
final class Schemas {

    private Schemas() {}

    /** @throws IllegalArgumentException if {@code json} is not an object */
    static ObjectNode of(String json) {
        if (Json.parse(json) instanceof ObjectNode schema) return schema;
        throw new IllegalArgumentException("a schema is a JSON object");
    }
}
