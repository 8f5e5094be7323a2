package moltis.providers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** LM Studio's own list, which tells what kind a model is and with how much context it was loaded. */
final class LmStudioServer {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    /** With how much the server loads a model that is asked before it was loaded by hand. */
    private static final int USUAL_CONTEXT = 4_096;

    private final ProviderHttp http;

    LmStudioServer(ProviderHttp http) {
        this.http = http;
    }

    /** @throws ProviderException if the server can't be reached or has no model for conversation */
    List<ListedModel> list(ProviderAccount account) throws InterruptedException {
        String base = account.baseUrl().orElse("");
        JsonNode answer;
        try {
            answer = http.get(account, BaseUrl.withoutV1(base) + "/api/v0/models", DEADLINE);
        } catch (ProviderException e) {
            if (e.code() == ErrorCode.UNREACHABLE) throw e;
            return OpenAiList.parse(account, http.get(account, base + "/models", DEADLINE));
        }
        List<ListedModel> models = new ArrayList<>();
        for (JsonNode entry : answer.path("data")) {
            String id = entry.path("id").asString("");
            String type = entry.path("type").asString("llm");
            if (!id.isEmpty() && (type.equals("llm") || type.equals("vlm"))) models.add(model(id, type, entry));
        }
        if (models.isEmpty()) return OpenAiList.parse(account, http.get(account, base + "/models", DEADLINE));
        return models;
    }

    private static ListedModel model(String id, String type, JsonNode entry) {
        JsonNode capabilities = entry.path("capabilities");
        return new ListedModel(
                id,
                null,
                null,
                context(entry),
                capabilities.isArray() ? (Boolean) OpenAiList.contains(capabilities, "tool_use") : null,
                type.equals("vlm"),
                null);
    }

    private static @Nullable Integer context(JsonNode entry) {
        int loaded = entry.path("loaded_context_length").asInt(0);
        if (loaded > 0) return loaded;
        int longest = entry.path("max_context_length").asInt(0);
        return longest > 0 ? Math.min(longest, USUAL_CONTEXT) : null;
    }
}
