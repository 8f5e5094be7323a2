package moltis.providers;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Models that a person switched off, and models that their provider said can't be used for conversation:
 * {@code disabled-models.json}. Safe for use by many threads.
 */
final class ModelFlags {

    private static final String DISABLED = "disabled";
    private static final String UNSUPPORTED = "unsupported";

    /** Why a model can't be used. */
    record Unsupported(String detail, @Nullable String provider, long updatedAtMs) {}

    /** One moment's flags, by full model id. */
    record Flags(Set<String> disabled, Map<String, Unsupported> unsupported) {
        boolean usable(String id) {
            return !disabled.contains(id) && !unsupported.containsKey(id);
        }
    }

    private final JsonFile file;
    private final Clock clock;

    ModelFlags(Path path, Clock clock) {
        this.file = new JsonFile(path);
        this.clock = clock;
    }

    Flags read() {
        ObjectNode json = file.read();
        Set<String> disabled = new LinkedHashSet<>();
        for (JsonNode id : json.path(DISABLED)) {
            if (id.isString()) disabled.add(id.asString());
        }
        Map<String, Unsupported> unsupported = new LinkedHashMap<>();
        json.path(UNSUPPORTED).properties().forEach(entry -> {
            JsonNode why = entry.getValue();
            unsupported.put(
                    entry.getKey(),
                    new Unsupported(
                            why.path("detail").asString(""),
                            why.path("provider").isString()
                                    ? why.path("provider").asString()
                                    : null,
                            why.path("updated_at_ms").asLong(0)));
        });
        return new Flags(disabled, unsupported);
    }

    Object stamp() {
        return file.read();
    }

    void disable(String id) {
        file.update(json -> {
            Set<String> disabled = new LinkedHashSet<>(read(json));
            disabled.add(id);
            return write(json, disabled);
        });
    }

    void enable(String id) {
        file.update(json -> {
            Set<String> disabled = new LinkedHashSet<>(read(json));
            disabled.remove(id);
            return write(json, disabled);
        });
    }

    Unsupported markUnsupported(String id, String detail, String provider) {
        Unsupported mark = new Unsupported(detail, provider, clock.millis());
        file.update(json -> {
            ObjectNode marks = json.path(UNSUPPORTED) instanceof ObjectNode known ? known : json.putObject(UNSUPPORTED);
            marks.putObject(id)
                    .put("detail", detail)
                    .put("provider", provider)
                    .put("updated_at_ms", mark.updatedAtMs());
            return json;
        });
        return mark;
    }

    /** Takes the mark away. @return whether there was one */
    boolean clearUnsupported(String id) {
        if (!read().unsupported().containsKey(id)) return false;
        file.update(json -> {
            if (json.path(UNSUPPORTED) instanceof ObjectNode marks) marks.remove(id);
            return json;
        });
        return true;
    }

    Optional<Unsupported> unsupported(String id) {
        return Optional.ofNullable(read().unsupported().get(id));
    }

    private static Set<String> read(ObjectNode json) {
        Set<String> disabled = new LinkedHashSet<>();
        for (JsonNode id : json.path(DISABLED)) {
            if (id.isString()) disabled.add(id.asString());
        }
        return disabled;
    }

    private static ObjectNode write(ObjectNode json, Set<String> disabled) {
        var array = json.putArray(DISABLED);
        disabled.forEach(array::add);
        return json;
    }
}
