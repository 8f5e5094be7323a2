package moltis.providers.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import moltis.core.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rewrites a tool's JSON Schema, of whatever draft, into the part that vendors understand. Never fails: what no vendor
 * understands is left out.
 */
final class SchemaNormaliser {

    private static final Set<String> KEPT = Set.of(
            "$ref",
            "$defs",
            "definitions",
            "type",
            "enum",
            "title",
            "description",
            "default",
            "example",
            "examples",
            "format",
            "pattern",
            "properties",
            "required",
            "items",
            "additionalProperties",
            "anyOf",
            "oneOf",
            "allOf",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems");
    private static final Set<String> NAMED_SCHEMAS = Set.of("properties", "$defs", "definitions");
    private static final Set<String> VARIANTS = Set.of("anyOf", "oneOf", "allOf");
    private static final Set<String> SHAPES = Set.of("type", "enum", "anyOf", "oneOf", "allOf", "$ref");
    private static final Set<String> OBJECT_WORDS = Set.of("properties", "required", "additionalProperties");
    private static final Set<String> ARRAY_WORDS = Set.of("items", "minItems", "maxItems", "uniqueItems");

    private SchemaNormaliser() {}

    static ObjectNode normalise(ObjectNode schema) {
        ObjectNode out = node(schema) instanceof ObjectNode object ? object : Json.object();
        if (!out.has("type") && !out.has("$ref")) out.put("type", "object");
        return out;
    }

    private static JsonNode node(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) return schema;
        ObjectNode out = Json.object();
        if (object.has("$ref")) {
            out.set("$ref", object.get("$ref"));
            for (String key : List.of("$defs", "definitions")) {
                if (object.path(key).isObject()) out.set(key, named(object.path(key)));
            }
            return out;
        }
        for (var entry : object.properties()) put(out, entry.getKey(), entry.getValue());
        simplifyVariants(out);
        collapseType(out);
        simplifyEnum(out);
        typeRequiredProperties(out);
        pruneRequired(out);
        return out;
    }

    private static void put(ObjectNode out, String key, JsonNode value) {
        switch (key) {
            case "const" -> {
                if (!out.has("enum")) out.set("enum", Json.array().add(value));
            }
            case "unevaluatedProperties" -> {
                if (!out.has("additionalProperties")) out.set("additionalProperties", node(value));
            }
            case "prefixItems", "items" -> {
                JsonNode items = value instanceof ArrayNode tuple ? anyOf(tuple) : node(value);
                if (key.equals("items") || !out.has("items")) out.set("items", items);
            }
            default -> {
                if (!KEPT.contains(key)) return;
                if (NAMED_SCHEMAS.contains(key)) {
                    if (value.isObject()) out.set(key, named(value));
                } else if (VARIANTS.contains(key)) {
                    if (value.isArray()) out.set(key, variants(value));
                } else {
                    out.set(key, key.equals("additionalProperties") ? node(value) : value.deepCopy());
                }
            }
        }
    }

    private static ObjectNode named(JsonNode schemas) {
        ObjectNode out = Json.object();
        for (var entry : schemas.properties()) out.set(entry.getKey(), node(entry.getValue()));
        return out;
    }

    private static ArrayNode variants(JsonNode schemas) {
        ArrayNode out = Json.array();
        for (JsonNode schema : schemas) out.add(node(schema));
        return out;
    }

    /** A tuple's places become the kinds of item that may occur. */
    private static JsonNode anyOf(ArrayNode tuple) {
        Set<JsonNode> kinds = new LinkedHashSet<>();
        for (JsonNode place : tuple) kinds.add(node(place));
        if (kinds.size() == 1) return kinds.iterator().next();
        ObjectNode out = Json.object();
        if (!kinds.isEmpty()) out.putArray("anyOf").addAll(kinds);
        return out;
    }

    private static void simplifyVariants(ObjectNode out) {
        for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
            if (!(out.get(keyword) instanceof ArrayNode all)) continue;
            List<JsonNode> left = new ArrayList<>();
            for (JsonNode variant : all) {
                if (variant.isObject() && !variant.isEmpty()) left.add(variant);
            }
            out.remove(keyword);
            if (left.size() == 1) merge(out, (ObjectNode) left.getFirst());
            if (left.size() > 1) out.putArray(keyword).addAll(left);
        }
    }

    /** Takes a variant into its parent: properties and required names are united, for all else the parent wins. */
    static void merge(ObjectNode parent, ObjectNode variant) {
        for (var entry : variant.properties()) {
            String key = entry.getKey();
            JsonNode mine = parent.get(key);
            if (mine == null) {
                parent.set(key, entry.getValue());
            } else if (key.equals("properties") && mine instanceof ObjectNode properties) {
                for (var property : entry.getValue().properties()) {
                    if (!properties.has(property.getKey())) properties.set(property.getKey(), property.getValue());
                }
            } else if (key.equals("required") && mine instanceof ArrayNode required) {
                Set<String> names = strings(required);
                for (JsonNode name : entry.getValue()) {
                    if (names.add(name.asString(""))) required.add(name);
                }
            }
        }
    }

    private static void collapseType(ObjectNode out) {
        if (!(out.get("type") instanceof ArrayNode types)) return;
        Set<String> names = strings(types);
        boolean nullable = names.contains("null");
        String chosen;
        if (names.contains("object") && hasAny(out, OBJECT_WORDS)) chosen = "object";
        else if (names.contains("array") && hasAny(out, ARRAY_WORDS)) chosen = "array";
        else
            chosen = names.stream()
                    .filter(name -> !name.equals("null"))
                    .findFirst()
                    .orElse(nullable ? "null" : "string");
        out.put("type", chosen);
    }

    private static void simplifyEnum(ObjectNode out) {
        if (!(out.get("enum") instanceof ArrayNode values)) return;
        Set<String> types = new TreeSet<>();
        for (JsonNode value : values) {
            if (!value.isNull()) types.add(typeOf(value));
        }
        if (types.isEmpty()) {
            out.remove("enum");
            out.put("type", "null");
            return;
        }
        if (types.equals(Set.of("integer", "number"))) types.remove("integer");
        if (!out.has("type") && types.size() == 1)
            out.put("type", types.iterator().next());
        if (types.equals(Set.of("boolean"))
                && values.size() == 2
                && !values.get(0).equals(values.get(1))) {
            out.remove("enum");
        }
    }

    private static String typeOf(JsonNode value) {
        if (value.isString()) return "string";
        if (value.isBoolean()) return "boolean";
        if (value.isIntegralNumber()) return "integer";
        if (value.isNumber()) return "number";
        return value.isArray() ? "array" : "object";
    }

    private static void typeRequiredProperties(ObjectNode out) {
        for (String name : strings(out.path("required"))) {
            if (out.path("properties").get(name) instanceof ObjectNode property
                    && !property.isEmpty()
                    && !hasAny(property, SHAPES)) {
                property.put("type", "string");
            }
        }
    }

    static void pruneRequired(ObjectNode out) {
        if (!(out.get("required") instanceof ArrayNode required)) return;
        ArrayNode left = Json.array();
        for (JsonNode name : required) {
            if (out.path("properties").get(name.asString("")) instanceof ObjectNode property
                    && hasAny(property, SHAPES)) {
                left.add(name);
            }
        }
        if (left.isEmpty()) out.remove("required");
        else out.set("required", left);
    }

    private static boolean hasAny(ObjectNode node, Collection<String> keys) {
        return keys.stream().anyMatch(node::has);
    }

    static Set<String> strings(JsonNode array) {
        Set<String> out = new LinkedHashSet<>();
        for (JsonNode item : array) out.add(item.asString(""));
        return out;
    }
}
