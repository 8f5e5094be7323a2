package moltis.providers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import tools.jackson.databind.JsonNode;

/** Reads NEAR AI's public catalogue; models whose work can be attested come first. */
final class NearAiList {

    private NearAiList() {}

    static List<ListedModel> parse(ProviderAccount account, JsonNode answer) {
        Map<String, ListedModel> attested = new LinkedHashMap<>();
        Map<String, ListedModel> others = new LinkedHashMap<>();
        for (JsonNode entry : answer.path("models")) {
            String id = entry.path("modelId").asString("");
            JsonNode facts = entry.path("metadata");
            if (id.isBlank() || !converses(id, facts.path("architecture"))) continue;
            boolean sure = facts.path("verifiable").asBoolean(false)
                    || facts.path("attestationSupported").asBoolean(false);
            (sure ? attested : others).putIfAbsent(id, model(id, facts));
        }
        List<ListedModel> models = new ArrayList<>(attested.values());
        models.addAll(others.values());
        if (models.isEmpty()) {
            throw new ProviderException(
                    ErrorCode.PROVIDER_FAILED, account.name(), account.displayName() + " lists no models.", "");
        }
        return List.copyOf(models);
    }

    private static boolean converses(String id, JsonNode architecture) {
        JsonNode inputs = architecture.path("inputModalities");
        JsonNode outputs = architecture.path("outputModalities");
        boolean says = outputs.isEmpty() || OpenAiList.contains(outputs, "text");
        boolean nothing = inputs.isArray() && outputs.isArray() && inputs.isEmpty() && outputs.isEmpty();
        return says
                && !nothing
                && !OpenAiList.contains(inputs, "audio")
                && !id.contains("reranker")
                && !id.equals("openai/privacy-filter");
    }

    private static ListedModel model(String id, JsonNode facts) {
        boolean sees = OpenAiList.contains(facts.path("architecture").path("inputModalities"), "image");
        String name = facts.path("modelDisplayName").asString(id);
        return new ListedModel(id, name, null, null, false, sees, false);
    }
}
