package moltis.providers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.providers.table.ModelFacts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the model lists of OpenAI and of those who imitate it, each a little differently. */
final class OpenAiList {

    private static final int MOST_MODELS = 5_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-_.:/@+]{1,160}");
    private static final List<String> ARRAYS = List.of("models", "data", "items", "results", "available");

    private OpenAiList() {}

    /**
     * The models fit for conversation, the newest first, those without a date after them in the server's order.
     *
     * @throws ProviderException if there is none
     */
    static List<ListedModel> parse(ProviderAccount account, JsonNode answer) {
        List<JsonNode> entries = new ArrayList<>();
        collect(answer, entries);
        Map<String, ListedModel> models = new LinkedHashMap<>();
        for (JsonNode entry : entries) {
            if (models.size() >= MOST_MODELS) break;
            String id = first(entry, "id", "slug", "model", "modelId");
            if (id == null || !ID.matcher(id).matches()) continue;
            if (!ModelFacts.unfit(id.substring(id.lastIndexOf('/') + 1))) models.putIfAbsent(id, model(id, entry));
        }
        if (models.isEmpty()) {
            throw new ProviderException(
                    ErrorCode.PROVIDER_FAILED,
                    account.name(),
                    account.displayName() + " lists no models for conversation.",
                    "Name the model to use under [providers." + account.name() + "] models.");
        }
        return models.values().stream()
                .sorted(Comparator.comparing(ListedModel::createdAt, Comparator.nullsLast(Comparator.reverseOrder())))
                .toList();
    }

    private static void collect(JsonNode node, List<JsonNode> entries) {
        if (node.isArray()) {
            node.forEach(entries::add);
            return;
        }
        for (String name : ARRAYS) {
            if (node.path(name).isContainer()) collect(node.path(name), entries);
        }
    }

    private static ListedModel model(String id, JsonNode entry) {
        long created = entry.path("created").asLong(0);
        return new ListedModel(
                id,
                first(entry, "display_name", "displayName", "name", "title"),
                created > 0 ? Instant.ofEpochSecond(created) : null,
                number(entry, "context_window", "context_length", "max_model_len", "max_context_length"),
                supports(entry, "tools"),
                sees(entry),
                supports(entry, "reasoning"));
    }

    private static @Nullable String first(JsonNode entry, String... fields) {
        if (entry.isString()) return fields[0].equals("id") ? entry.asString() : null;
        for (String field : fields) {
            String text = entry.path(field).asString("").strip();
            if (!text.isEmpty()) return text;
        }
        return null;
    }

    private static @Nullable Integer number(JsonNode entry, String... fields) {
        for (String field : fields) {
            int value = entry.path(field).asInt(0);
            if (value > 0) return value;
        }
        return null;
    }

    /** What OpenRouter says in {@code supported_parameters}; others say nothing. */
    private static @Nullable Boolean supports(JsonNode entry, String parameter) {
        JsonNode parameters = entry.path("supported_parameters");
        return parameters.isArray() ? contains(parameters, parameter) : null;
    }

    private static @Nullable Boolean sees(JsonNode entry) {
        JsonNode modalities = entry.path("architecture").path("input_modalities");
        return modalities.isArray() ? contains(modalities, "image") : null;
    }

    static boolean contains(JsonNode array, String text) {
        for (JsonNode item : array) {
            if (item.asString("").equals(text)) return true;
        }
        return false;
    }
}
