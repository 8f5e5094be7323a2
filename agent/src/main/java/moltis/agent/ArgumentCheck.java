package moltis.agent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import moltis.core.json.Json;
import moltis.core.model.DecodedArguments;
import moltis.core.model.SchemaRepair;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares a call's arguments with the tool's schema, top level only. */
final class ArgumentCheck {

    private final ObjectNode schema;

    ArgumentCheck(ObjectNode schema) {
        this.schema = schema;
    }

    /** The arguments as the schema wants them, as far as what was meant is plain. */
    ObjectNode coerced(JsonNode arguments) {
        ObjectNode coerced = Json.object();
        SchemaRepair.repair(arguments, schema)
                .properties()
                .forEach(entry -> coerced.set(entry.getKey(), coerced(entry.getKey(), entry.getValue())));
        return coerced;
    }

    /** What the model is told, when the arguments don't fit. */
    Optional<String> complaint(ObjectNode arguments, DecodedArguments decoded) {
        if (!decoded.value().isObject()) return Optional.of(told("arguments must be a JSON object", decoded));
        List<String> wrong = new ArrayList<>();
        for (JsonNode required : schema.path("required")) {
            String name = required.asString("");
            if (!arguments.hasNonNull(name)) wrong.add("missing required field '" + name + "'");
        }
        arguments.properties().forEach(entry -> {
            Set<String> types = types(entry.getKey());
            boolean optional = entry.getValue().isNull() && !isRequired(entry.getKey());
            if (optional || types.isEmpty() || types.stream().anyMatch(type -> fits(entry.getValue(), type))) return;
            wrong.add("field '" + entry.getKey() + "' must be " + String.join(" or ", types));
        });
        return wrong.isEmpty() ? Optional.empty() : Optional.of(told(String.join("; ", wrong), decoded));
    }

    private static String told(String wrong, DecodedArguments decoded) {
        StringBuilder text = new StringBuilder("invalid arguments: ").append(wrong);
        text.append(". Sent: ").append(Json.write(decoded.value()));
        decoded.diagnostic().ifPresent(why -> text.append(". ").append(why.forModel()));
        return text.append(". Do not repeat the call with the same arguments.").toString();
    }

    private boolean isRequired(String field) {
        for (JsonNode required : schema.path("required")) {
            if (required.asString("").equals(field)) return true;
        }
        return false;
    }

    private JsonNode coerced(String field, JsonNode value) {
        Set<String> types = types(field);
        if (!value.isString() || types.isEmpty() || types.contains("string")) return value;
        String text = value.stringValue().strip();
        for (String type : types) {
            switch (type) {
                case "boolean" -> {
                    String word = text.toLowerCase(Locale.ROOT);
                    if (word.equals("true") || word.equals("false"))
                        return Json.MAPPER.getNodeFactory().booleanNode(word.equals("true"));
                }
                case "integer", "number" -> {
                    Optional<JsonNode> number = number(text);
                    if (number.isPresent() && fits(number.get(), type)) return number.get();
                }
                case "null" -> {
                    if (text.isEmpty()) return Json.MAPPER.nullNode();
                }
                default -> {}
            }
        }
        return value;
    }

    private static Optional<JsonNode> number(String text) {
        try {
            JsonNode parsed = Json.parse(text);
            return parsed.isNumber() ? Optional.of(parsed) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** The declared types; empty when there are none or when one of them is not ours to judge. */
    private Set<String> types(String field) {
        JsonNode declared = schema.path("properties").path(field).path("type");
        Set<String> types = new LinkedHashSet<>();
        if (declared.isString()) types.add(declared.stringValue());
        for (JsonNode type : declared) types.add(type.asString(""));
        return types;
    }

    private static boolean fits(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" -> value.isNumber() && (value.isIntegralNumber() || isWhole(value.doubleValue()));
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            default -> true;
        };
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && !Double.isInfinite(value);
    }
}
