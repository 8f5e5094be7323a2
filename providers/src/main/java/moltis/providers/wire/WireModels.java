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
        return wire == WireKind.ANTHROPIC_MESSAGES || wire == WireKind.CHAT_COMPLETIONS;
    }

    @Override
    public ChatModel open(ModelEndpoint model) {
        Credential credential = model.signIn()
                .<Credential>map(signIn -> () -> Optional.of(signIn.current()))
                .orElseGet(() -> Credential.of(model.key()));
        WireKind wire = model.row().wireOf(model.id().name());
        var endpoint = new Endpoint(
                model.id().provider(),
                model.displayName(),
                wire == WireKind.ANTHROPIC_MESSAGES ? withoutVersion(model.baseUrl()) : model.baseUrl(),
                credential,
                Map.of(),
                model.local() ? WireLimits.LOCAL : WireLimits.DEFAULT);
        return switch (wire) {
            case ANTHROPIC_MESSAGES ->
                new AnthropicMessages(
                        http,
                        endpoint,
                        model.id(),
                        AnthropicOptions.forModel(
                                model.id().name(), model.settings().cacheRetention()));
            case CHAT_COMPLETIONS -> chat(model, endpoint);
            case RESPONSES, IN_PROCESS ->
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
        if (!traits.contains(Trait.PACED)) return wire;
        return pacers.computeIfAbsent(model.row().name(), _ -> new Pacer()).pace(wire);
    }
}
