package moltis.providers;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import moltis.core.ProviderException;
import moltis.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The model lists of subscriptions, which show themselves to a sign-in only and say more than OpenAI's. */
final class SubscriptionLists {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** The server hides its newer models from clients older than it thinks good. It is not our own version. */
    private static final String CODEX_MODELS = "/codex/models?client_version=1.0.0";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,120}");
    private static final List<String> CONTEXT = List.of(
            "context_window",
            "contextWindow",
            "context_length",
            "contextLength",
            "max_context_window_tokens",
            "max_context_tokens",
            "maxContextTokens",
            "max_input_tokens",
            "maxInputTokens",
            "input_token_limit",
            "inputTokenLimit");
    private static final int FAST_CONTEXT = 200_000;

    private final ProviderHttp http;

    SubscriptionLists(ProviderHttp http) {
        this.http = http;
    }

    /** @throws ProviderException if the list can't be had or there is no model for this account */
    List<ListedModel> codex(ProviderAccount account, CredentialSource signIn) throws InterruptedException {
        ArrayNode shown = Json.array();
        for (JsonNode entry : entries(http.get(account, signIn, CODEX_MODELS, PATIENCE))) {
            if (entry.path("visibility").asString("list").equals("list")) shown.add(entry);
        }
        return OpenAiList.parse(account, shown).stream()
                .filter(model -> ID.matcher(model.id()).matches())
                .toList();
    }

    /** @throws ProviderException if the list can't be had or there is no model for this account */
    List<ListedModel> copilot(ProviderAccount account, CredentialSource signIn) throws InterruptedException {
        ArrayNode offered = Json.array();
        Map<String, JsonNode> byId = new HashMap<>();
        for (JsonNode entry : entries(http.get(account, signIn, "/models", PATIENCE))) {
            if (!offered(entry)) continue;
            offered.add(entry);
            byId.putIfAbsent(entry.path("id").asString(""), entry);
        }
        return OpenAiList.parse(account, offered).stream()
                .filter(model -> ID.matcher(model.id()).matches())
                .map(model -> described(model, byId.getOrDefault(model.id(), Json.object())))
                .toList();
    }

    private static JsonNode entries(JsonNode answer) {
        if (answer.isArray()) return answer;
        return answer.path("models").isArray() ? answer.path("models") : answer.path("data");
    }

    /** What is no chat model, what the account has not switched on, and what Copilot's own pickers hide stays away. */
    private static boolean offered(JsonNode entry) {
        return entry.path("capabilities").path("type").asString("chat").equals("chat")
                && !entry.path("policy").path("state").asString("").equals("disabled")
                && entry.path("model_picker_enabled").asBoolean(true);
    }

    private static ListedModel described(ListedModel model, JsonNode entry) {
        JsonNode supports = entry.path("capabilities").path("supports");
        OptionalInt context = context(entry);
        if (fast(model, entry)) context = OptionalInt.of(Math.min(FAST_CONTEXT, context.orElse(FAST_CONTEXT)));
        return new ListedModel(
                model.id(),
                named(model.displayName()),
                model.createdAt(),
                context.isPresent() ? Integer.valueOf(context.getAsInt()) : null,
                flag(supports.path("tool_calls")),
                flag(supports.path("vision")),
                null);
    }

    private static OptionalInt context(JsonNode entry) {
        return CONTEXT.stream()
                .flatMap(name -> entry.findValues(name).stream())
                .filter(JsonNode::isInt)
                .mapToInt(JsonNode::asInt)
                .filter(tokens -> tokens > 0)
                .findFirst();
    }

    private static boolean fast(ListedModel model, JsonNode entry) {
        String id = model.id().toLowerCase(Locale.ROOT);
        String name = model.displayName() == null ? "" : model.displayName().toLowerCase(Locale.ROOT);
        return id.contains("fast-mode")
                || id.contains("-fast-")
                || id.endsWith("-fast")
                || name.contains("fast mode")
                || name.contains("(fast)")
                || entry.path("fast_mode").asBoolean(false)
                || entry.path("fastMode").asBoolean(false)
                || entry.path("mode").asString("").equals("fast")
                || entry.path("variant").asString("").equals("fast");
    }

    private static @Nullable String named(@Nullable String displayName) {
        if (displayName == null || displayName.toLowerCase(Locale.ROOT).contains("copilot")) return displayName;
        return displayName + " (Copilot)";
    }

    private static @Nullable Boolean flag(JsonNode value) {
        return value.isBoolean() ? value.asBoolean() : null;
    }
}
