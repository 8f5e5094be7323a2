package moltis.providers;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.providers.table.ModelFacts;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads Anthropic's model list, which comes in pages. */
final class AnthropicList {

    private static final Duration A_PAGE = Duration.ofSeconds(15);
    private static final int MOST_PAGES = 50;

    private final ProviderHttp http;

    AnthropicList(ProviderHttp http) {
        this.http = http;
    }

    /** @throws ProviderException if a page can't be had or there is no model */
    List<ListedModel> list(ProviderAccount account) throws InterruptedException {
        Map<String, ListedModel> models = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        String after = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode answer = http.get(account, url(account, after), A_PAGE);
            for (JsonNode entry : answer.path("data")) {
                String id = entry.path("id").asString("");
                if (!id.isBlank() && !ModelFacts.unfit(id)) models.putIfAbsent(id, model(id, entry));
            }
            after = answer.path("last_id").asString("");
            if (!answer.path("has_more").asBoolean(false) || after.isEmpty() || !seen.add(after)) break;
        }
        if (models.isEmpty()) {
            throw new ProviderException(
                    ErrorCode.PROVIDER_FAILED,
                    account.name(),
                    account.displayName() + " lists no models.",
                    "Check the access of the key in the console.");
        }
        return List.copyOf(models.values());
    }

    private static String url(ProviderAccount account, String after) {
        String url = BaseUrl.withoutV1(account.baseUrl().orElse("")) + "/v1/models?limit=100";
        if (after.isEmpty()) return url;
        HttpUrl parsed = HttpUrl.parse(url);
        return parsed == null
                ? url
                : parsed.newBuilder().addQueryParameter("after_id", after).toString();
    }

    private static ListedModel model(String id, JsonNode entry) {
        int context = entry.path("max_input_tokens").asInt(0);
        return new ListedModel(
                id,
                entry.path("display_name").asString(null),
                time(entry.path("created_at").asString("")),
                context > 0 ? context : null,
                null,
                null,
                null);
    }

    private static @Nullable Instant time(String text) {
        try {
            Instant at = Instant.parse(text);
            return at.getEpochSecond() > 0 ? at : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
