package moltis.gateway.v1;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.core.RequestException;
import moltis.core.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One JSON object of a request, whose fields are read by name; remembers which were. {@code null} counts as absent. */
public final class Fields {

    private final JsonNode node;
    private final String path;
    private final Set<String> read = new HashSet<>();

    private Fields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** @throws RequestException if it is no object */
    public static Fields of(JsonNode node, String path) {
        if (!node.isObject())
            throw RequestException.invalid("'" + (path.isEmpty() ? "body" : path) + "' must be an object");
        return new Fields(node, path);
    }

    /** Where a field is, for people. */
    public String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The value as it came; a missing node if there is none. */
    public JsonNode raw(String name) {
        read.add(name);
        JsonNode value = node.path(name);
        return value.isNull() ? node.path("\u0000") : value;
    }

    public boolean has(String name) {
        return !raw(name).isMissingNode();
    }

    public Optional<String> text(String name) {
        JsonNode value = raw(name);
        if (value.isMissingNode()) return Optional.empty();
        if (!value.isString()) throw wrong(name, "a text");
        return Optional.of(value.asString());
    }

    public String required(String name) {
        return text(name).orElseThrow(() -> RequestException.missing(path(name)));
    }

    public Optional<Double> number(String name) {
        JsonNode value = raw(name);
        if (value.isMissingNode()) return Optional.empty();
        if (!value.isNumber()) throw wrong(name, "a number");
        return Optional.of(value.asDouble());
    }

    public Optional<Integer> whole(String name) {
        JsonNode value = raw(name);
        if (value.isMissingNode()) return Optional.empty();
        if (!value.canConvertToInt() || value.asInt() < 0) throw wrong(name, "a whole number");
        return Optional.of(value.asInt());
    }

    public boolean flag(String name, boolean otherwise) {
        JsonNode value = raw(name);
        if (value.isMissingNode()) return otherwise;
        if (!value.isBoolean()) throw wrong(name, "true or false");
        return value.asBoolean();
    }

    /** The elements of a list of objects; none if it is absent. */
    public List<Fields> list(String name) {
        JsonNode value = raw(name);
        if (value.isMissingNode()) return List.of();
        if (!value.isArray()) throw wrong(name, "a list");
        List<Fields> elements = new ArrayList<>();
        for (JsonNode element : value) elements.add(of(element, path(name) + "[" + elements.size() + "]"));
        return elements;
    }

    /** A text or several. */
    public List<String> texts(String name) {
        JsonNode value = raw(name);
        if (value.isMissingNode()) return List.of();
        if (value.isString()) return List.of(value.asString());
        if (!value.isArray()) throw wrong(name, "a text or a list of texts");
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isString()) throw wrong(name, "a list of texts");
            texts.add(element.asString());
        }
        return texts;
    }

    public Optional<Fields> object(String name) {
        JsonNode value = raw(name);
        return value.isMissingNode() ? Optional.empty() : Optional.of(of(value, path(name)));
    }

    /** A JSON schema; one that allows anything if it is absent. */
    public ObjectNode schema(String name) {
        JsonNode value = raw(name);
        if (value.isMissingNode()) {
            ObjectNode any = Json.object().put("type", "object");
            any.putObject("properties");
            return any;
        }
        if (value instanceof ObjectNode object) return object;
        throw wrong(name, "an object");
    }

    /** Refuses these fields if they say anything but {@code harmless}. */
    public void refuse(String why, JsonNode harmless, String... names) {
        for (String name : names) {
            JsonNode value = raw(name);
            if (!value.isMissingNode() && !value.equals(harmless) && !isEmpty(value))
                throw Failure.uncarried(path(name), why);
        }
    }

    /** The fields that nobody asked for. */
    public List<String> leftOver() {
        List<String> rest = new ArrayList<>();
        for (String name : node.propertyNames()) if (!read.contains(name)) rest.add(path(name));
        return rest;
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainer() && value.isEmpty();
    }

    public RequestException wrong(String name, String wanted) {
        return RequestException.invalid("'" + path(name) + "' must be " + wanted);
    }
}
