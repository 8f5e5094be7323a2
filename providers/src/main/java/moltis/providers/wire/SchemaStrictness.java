package moltis.providers.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import moltis.core.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives a normalised schema the strict form that OpenAI enforces, or the loose one that takes no unions. */
final class SchemaStrictness {

    private static final List<String> UNIONS = List.of("anyOf", "oneOf");

    private SchemaStrictness() {}

    /**
     * Every object lists all its properties as required and allows no others; what was optional may be null.
     *
     * @param nullInEnums whether null may stand among the values of an enum; some vendors refuse that
     */
    static ObjectNode strict(ObjectNode schema, boolean nullInEnums) {
        ObjectNode out = schema.deepCopy();
        makeStrict(out, nullInEnums);
        return out;
    }

    private static void makeStrict(ObjectNode node, boolean nullInEnums) {
        boolean object = node.path("type").asString("").equals("object") || node.has("properties");
        for (ObjectNode child : children(node)) makeStrict(child, nullInEnums);
        if (!object) return;
        node.put("type", "object");
        ObjectNode properties =
                node.get("properties") instanceof ObjectNode known ? known : node.putObject("properties");
        Set<String> required = SchemaNormaliser.strings(node.path("required"));
        ArrayNode all = Json.array();
        for (var property : properties.properties()) {
            all.add(property.getKey());
            if (!required.contains(property.getKey()) && property.getValue() instanceof ObjectNode optional) {
                makeNullable(optional, nullInEnums);
            }
        }
        node.set("required", all);
        node.put("additionalProperties", false);
    }

    private static void makeNullable(ObjectNode node, boolean nullInEnums) {
        for (String union : UNIONS) {
            if (!(node.get(union) instanceof ArrayNode variants)) continue;
            for (JsonNode variant : variants) {
                if (variant.path("type").asString("").equals("null")) return;
            }
            variants.addObject().put("type", "null");
            return;
        }
        if (node.has("$ref") || node.has("allOf")) {
            ObjectNode variant = node.deepCopy();
            node.removeAll();
            node.putArray("anyOf").add(variant).addObject().put("type", "null");
            return;
        }
        String type = node.path("type").asString("");
        if (type.equals("null")) return;
        if (!type.isEmpty()) node.putArray("type").add(type).add("null");
        boolean enumOnly = type.isEmpty();
        if (node.get("enum") instanceof ArrayNode values && (nullInEnums || enumOnly)) {
            for (JsonNode value : values) {
                if (value.isNull()) return;
            }
            values.addNull();
        }
    }

    /** No unions and no type lists: the best variant is taken into its parent. */
    static ObjectNode loose(ObjectNode schema) {
        ObjectNode out = schema.deepCopy();
        makeLoose(out);
        return out;
    }

    private static void makeLoose(ObjectNode node) {
        if (node.get("allOf") instanceof ArrayNode all) {
            node.remove("allOf");
            for (JsonNode variant : all) {
                if (variant instanceof ObjectNode part) SchemaNormaliser.merge(node, part);
            }
        }
        for (String union : UNIONS) {
            if (!(node.get(union) instanceof ArrayNode variants)) continue;
            node.remove(union);
            if (best(variants) instanceof ObjectNode chosen) SchemaNormaliser.merge(node, chosen);
        }
        if (hasUnion(node)) {
            makeLoose(node);
            return;
        }
        for (ObjectNode child : children(node)) makeLoose(child);
        SchemaNormaliser.pruneRequired(node);
    }

    private static boolean hasUnion(ObjectNode node) {
        return node.has("allOf") || UNIONS.stream().anyMatch(node::has);
    }

    private static JsonNode best(ArrayNode variants) {
        JsonNode best = variants.path(0);
        int bestRank = Integer.MAX_VALUE;
        for (JsonNode variant : variants) {
            int rank = rank(variant);
            if (rank < bestRank) {
                bestRank = rank;
                best = variant;
            }
        }
        return best;
    }

    private static int rank(JsonNode variant) {
        String type = variant.path("type").asString("");
        boolean objectShape = variant.has("properties") || variant.has("required");
        boolean arrayShape = variant.has("items");
        if (type.equals("object") && objectShape) return 0;
        if (objectShape) return 1;
        if (type.equals("array") && arrayShape) return 2;
        if (arrayShape) return 3;
        if (type.equals("object")) return 4;
        if (type.equals("array")) return 5;
        return type.equals("null") ? 7 : 6;
    }

    private static List<ObjectNode> children(ObjectNode node) {
        List<ObjectNode> children = new ArrayList<>();
        for (String key : List.of("properties", "$defs", "definitions")) {
            for (JsonNode child : node.path(key)) add(children, child);
        }
        for (String key : List.of("anyOf", "oneOf", "allOf")) {
            for (JsonNode child : node.path(key)) add(children, child);
        }
        add(children, node.path("items"));
        add(children, node.path("additionalProperties"));
        return children;
    }

    private static void add(List<ObjectNode> children, JsonNode child) {
        if (child instanceof ObjectNode object) children.add(object);
    }
}
