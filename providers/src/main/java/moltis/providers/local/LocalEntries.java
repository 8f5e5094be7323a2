package moltis.providers.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import moltis.core.json.Json;
import moltis.providers.JsonFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The file {@code local-llm.json}: the models that a person set up. Safe for use by many threads. */
final class LocalEntries {

    private final JsonFile file;

    LocalEntries(Path file) {
        this.file = new JsonFile(file);
    }

    List<LocalEntry> read() {
        List<LocalEntry> entries = new ArrayList<>();
        for (JsonNode entry : models(file.read())) {
            if (gguf(entry) && !idOf(entry).isBlank()) entries.add(entry(entry));
        }
        return entries;
    }

    /** Adds an entry at the end; one with the same id or of the same file gives way. */
    void put(LocalEntry entry) {
        file.update(json -> {
            ArrayNode models = without(models(json), old -> same(old, entry));
            ObjectNode added = models.addObject().put("model_id", entry.modelId());
            entry.file().ifPresent(path -> added.put("model_path", path.toString()));
            entry.hub().ifPresent(hub -> added.put("hf_repo", hub.repository()).put("hf_filename", hub.path()));
            entry.gpuLayers().ifPresent(layers -> added.put("gpu_layers", layers));
            entry.idle().ifPresent(idle -> added.put("idle_timeout_secs", idle.toSeconds()));
            added.put("backend", "GGUF");
            return Json.object().set("models", models);
        });
    }

    /** @return whether there was one */
    boolean remove(String modelId) {
        if (read().stream().noneMatch(entry -> entry.modelId().equals(modelId))) return false;
        file.update(json -> Json.object()
                .set("models", without(models(json), old -> idOf(old).equals(modelId))));
        return true;
    }

    /** An older form of the file is one entry instead of a list. */
    private static JsonNode models(ObjectNode json) {
        return json.has("model_id") ? Json.MAPPER.createArrayNode().add(json.deepCopy()) : json.path("models");
    }

    private static ArrayNode without(JsonNode models, Predicate<JsonNode> gone) {
        ArrayNode kept = Json.MAPPER.createArrayNode();
        for (JsonNode model : models) if (!gone.test(model)) kept.add(model);
        return kept;
    }

    private static boolean same(JsonNode old, LocalEntry entry) {
        return idOf(old).equals(entry.modelId()) || (entry.hub().isPresent() && hub(old).equals(entry.hub()));
    }

    private static boolean gguf(JsonNode entry) {
        return entry.path("backend").asString("GGUF").equals("GGUF");
    }

    private static String idOf(JsonNode entry) {
        return entry.path("model_id").asString("");
    }

    private static LocalEntry entry(JsonNode json) {
        JsonNode layers = json.path("gpu_layers");
        JsonNode idle = json.path("idle_timeout_secs");
        return new LocalEntry(
                idOf(json),
                json.path("model_path")
                        .asStringOpt()
                        .filter(path -> !path.isBlank())
                        .map(Path::of),
                hub(json),
                layers.isNumber() ? OptionalInt.of(Math.max(0, layers.asInt(0))) : OptionalInt.empty(),
                idle.isNumber() ? Optional.of(Duration.ofSeconds(Math.max(0, idle.asLong(0)))) : Optional.empty());
    }

    private static Optional<HubFile> hub(JsonNode entry) {
        return HubFile.parse(entry.path("hf_repo").asString("") + "/"
                + entry.path("hf_filename").asString(""));
    }
}
