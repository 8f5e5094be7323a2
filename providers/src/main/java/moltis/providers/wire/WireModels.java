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
import moltis.providers.table.EffortForm;
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
        Credential credential = model.signIn()
                .<Credential>map(signIn -> () -> Optional.of(signIn.current()))
                .orElseGet(() -> Credential.of(model.key()));
        WireKind wire = model.wire();
        var endpoint = new Endpoint(
                model.id().provider(),
                model.displayName(),
                wire == WireKind.ANTHROPIC_MESSAGES ? withoutVersion(model.baseUrl()) : model.baseUrl(),
                credential,
                Map.of(),
                limits(model, wire));
        return switch (wire) {
            case ANTHROPIC_MESSAGES ->
                new AnthropicMessages(
                        http,
                        endpoint,
                        model.id(),
                        AnthropicOptions.forModel(
                                model.id().name(), model.settings().cacheRetention()));
            case CHAT_COMPLETIONS -> chat(model, endpoint);
            case RESPONSES -> responses(model, endpoint, ResponsesForm.OPENAI);
            case IN_PROCESS ->
                throw new ProviderException(
                        ErrorCode.MODEL_UNSUPPORTED,
                        model.id().provider(),
                        model.displayName() + " speaks a protocol that this version does not know.",
                        "Choose a model of another provider.");
        };
    }

    /** Anthropic's paths carry the version, so a base that ends in it would have it twice. */
    private static String withoutVersion(String baseUrl) {
        return baseUrl.endsWith("/v1") ? baseUrl.substring(0, baseUrl.length() - "/v1".length()) : baseUrl;
    }

    private OpenAiResponses responses(ModelEndpoint model, Endpoint endpoint, ResponsesForm form) {
        boolean loose = model.settings().strictTools().map(strict -> !strict).orElse(form.looseTools());
        EffortForm effort = form.codex() ? form.effort() : model.row().effort();
        return new OpenAiResponses(
                http, endpoint, model.id(), new ResponsesForm(form.path(), effort, loose, form.codex()));
    }

    private static WireLimits limits(ModelEndpoint model, WireKind wire) {
        if (model.local()) return WireLimits.LOCAL;
        // Anthropic sends signs of life while a model thinks; the others don't.
        return model.reasoning() && wire != WireKind.ANTHROPIC_MESSAGES ? WireLimits.THINKING : WireLimits.DEFAULT;
    }

    private ChatModel chat(ModelEndpoint model, Endpoint endpoint) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        traits.addAll(model.row().traits(model.id().name()));
        model.settings().strictTools().ifPresent(strict -> {
            if (strict) traits.remove(Trait.LOOSE_TOOLS);
            else traits.add(Trait.LOOSE_TOOLS);
        });
        if (model.settings().cacheRetention() == CacheRetention.NONE) traits.remove(Trait.CACHE_MARKERS);
        var wire = new ChatCompletions(
                http, endpoint, model.id(), new ChatTraits(traits, model.row().effort(), model.reasoning()));
        if (model.officialOpenAi()) {
            return new EitherOpenAi(
                    wire,
                    responses(model, endpoint, ResponsesForm.OPENAI),
                    request -> request.effort().isPresent() && !request.tools().isEmpty());
        }
        if (!traits.contains(Trait.PACED)) return wire;
        return pacers.computeIfAbsent(model.row().name(), _ -> new Pacer()).pace(wire);
    }
}
