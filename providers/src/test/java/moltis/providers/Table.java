package moltis.providers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import moltis.core.Secret;
import moltis.core.model.ToolMode;

/** A table {@code [providers.…]} while a test writes it. */
final class Table {

    boolean enabled;
    Optional<Secret> apiKey;
    Optional<String> baseUrl;
    List<String> models;
    boolean fetchModels;
    Optional<String> alias;
    Optional<ToolMode> toolMode;
    CacheRetention cacheRetention;
    Map<String, Integer> contextTokens;
    Duration probeTimeout;
    boolean responses;

    private Table(ProviderSettings from) {
        enabled = from.enabled();
        apiKey = from.apiKey();
        baseUrl = from.baseUrl();
        models = from.models();
        fetchModels = from.fetchModels();
        alias = from.alias();
        toolMode = from.toolMode();
        cacheRetention = from.cacheRetention();
        contextTokens = from.contextTokens();
        probeTimeout = from.probeTimeout();
        responses = from.responses();
    }

    /** A change of some keys; the others stay. */
    static UnaryOperator<ProviderSettings> with(Consumer<Table> change) {
        return settings -> {
            Table table = new Table(settings);
            change.accept(table);
            return new ProviderSettings(
                    table.enabled,
                    table.apiKey,
                    table.baseUrl,
                    table.models,
                    table.fetchModels,
                    table.alias,
                    table.toolMode,
                    table.cacheRetention,
                    settings.strictTools(),
                    table.contextTokens,
                    table.probeTimeout,
                    settings.idleTimeout(),
                    table.responses);
        };
    }
}
