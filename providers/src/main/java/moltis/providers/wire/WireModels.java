package moltis.providers.wire;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.ChatModel;
import moltis.net.HttpClients;
import moltis.providers.CacheRetention;
import moltis.providers.ModelEndpoint;
import moltis.providers.ModelFactory;
import moltis.providers.table.ProviderTable;
import moltis.providers.table.Trait;
import moltis.providers.table.WireKind;

/** Makes the models that are reached over a wire. Safe for use by many threads. */
public final class WireModels implements ModelFactory {

    private final HttpClients http;
    private final Map<String, Pacer> pacers = new ConcurrentHashMap<>();

    /** Opens no connection and builds no client before a model is asked. */
    public WireModels(HttpClients http) {
        this.http = http;
    }

    @Override
    public boolean speaks(WireKind wire) {
        return wire != WireKind.IN_PROCESS;
    }

    @Override
    public ChatModel open(ModelEndpoint model) {
        boolean anthropic = model.wire() == WireKind.ANTHROPIC_MESSAGES;
        var endpoint = new Endpoint(
                model.id().provider(),
                model.displayName(),
                anthropic ? withoutVersion(model.baseUrl()) : model.baseUrl(),
                Credential.of(model.key()),
                Map.of(),
                limits(model));
        Wire wire = wire(model, endpoint);
        ChatModel opened = model.signIn()
                .<ChatModel>map(signIn -> new SignedInModel(signIn, model.row(), model.baseUrl(), wire))
                .orElse(wire);
        if (!model.row().traits(model.id().name()).contains(Trait.PACED)) return opened;
        return pacers.computeIfAbsent(model.row().name(), _ -> new Pacer()).pace(opened);
    }

    private Wire wire(ModelEndpoint model, Endpoint endpoint) {
        return switch (model.wire()) {
            case ANTHROPIC_MESSAGES ->
                new AnthropicMessages(
                        http,
                        endpoint,
                        model.id(),
                        AnthropicOptions.forModel(
                                model.id().name(), model.settings().cacheRetention()));
            case CHAT_COMPLETIONS -> chat(model, endpoint);
            case RESPONSES -> responses(model, endpoint);
            case IN_PROCESS ->
                throw new ProviderException(
                        ErrorCode.MODEL_UNSUPPORTED,
                        model.id().provider(),
                        model.displayName() + " has no address that could be asked.",
                        "Choose a model of another provider.");
        };
    }

    /** Anthropic's paths carry the version, so a base that ends in it would have it twice. */
    private static String withoutVersion(String baseUrl) {
        return baseUrl.endsWith("/v1") ? baseUrl.substring(0, baseUrl.length() - "/v1".length()) : baseUrl;
    }

    private OpenAiResponses responses(ModelEndpoint model, Endpoint endpoint) {
        boolean loose = model.settings().strictTools().map(strict -> !strict).orElse(false);
        var form = switch (model.row().name()) {
            case ProviderTable.CODEX -> ResponsesForm.codex(model.row().effort(), loose);
            case ProviderTable.COPILOT ->
                new ResponsesForm(Optional.of("/responses"), model.row().effort(), loose, false);
            default -> new ResponsesForm(Optional.empty(), model.row().effort(), loose, false);
        };
        return new OpenAiResponses(http, endpoint, model.id(), form);
    }

    private static WireLimits limits(ModelEndpoint model) {
        if (model.local()) return WireLimits.LOCAL;
        // Anthropic sends signs of life while a model thinks; the others don't.
        boolean silent = model.reasoning() && model.wire() != WireKind.ANTHROPIC_MESSAGES;
        return silent ? WireLimits.THINKING : WireLimits.DEFAULT;
    }

    private Wire chat(ModelEndpoint model, Endpoint endpoint) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        traits.addAll(model.row().traits(model.id().name()));
        model.settings().strictTools().ifPresent(strict -> {
            if (strict) traits.remove(Trait.LOOSE_TOOLS);
            else traits.add(Trait.LOOSE_TOOLS);
        });
        if (model.settings().cacheRetention() == CacheRetention.NONE) traits.remove(Trait.CACHE_MARKERS);
        var chat = new ChatCompletions(
                http, endpoint, model.id(), new ChatTraits(traits, model.row().effort(), model.reasoning()));
        boolean copilot = model.row().name().equals(ProviderTable.COPILOT);
        if (!copilot && !model.officialOpenAi()) return chat;
        // OpenAI itself refuses effort and tools together on Chat Completions.
        return new EitherOpenAi(
                chat,
                responses(model, endpoint),
                request -> !copilot
                        && request.effort().isPresent()
                        && !request.tools().isEmpty());
    }
}
