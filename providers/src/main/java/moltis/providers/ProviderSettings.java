package moltis.providers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.Secret;
import moltis.core.model.ToolMode;

/**
 * The table {@code [providers.<name>]}.
 *
 * @param models listed first and usable even if the provider doesn't list them
 * @param fetchModels false: only {@code models}, or the static list of a provider that has none
 * @param alias label and namespace in place of the name
 * @param toolMode empty is {@code auto}
 * @param strictTools empty lets the vendor decide
 * @param contextTokens overrides by capability id
 * @param probeTimeout how long a question of one token may take
 * @param idleTimeout after how long a local model is unloaded; empty means never
 * @param responses {@code wire_api = "responses"}: that protocol is spoken instead of Chat Completions
 */
public record ProviderSettings(
        boolean enabled,
        Optional<Secret> apiKey,
        Optional<String> baseUrl,
        List<String> models,
        boolean fetchModels,
        Optional<String> alias,
        Optional<ToolMode> toolMode,
        CacheRetention cacheRetention,
        Optional<Boolean> strictTools,
        Map<String, Integer> contextTokens,
        Duration probeTimeout,
        Optional<Duration> idleTimeout,
        boolean responses) {

    public static final ProviderSettings DEFAULT = new ProviderSettings(
            true,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            true,
            Optional.empty(),
            Optional.empty(),
            CacheRetention.SHORT,
            Optional.empty(),
            Map.of(),
            Duration.ofSeconds(30),
            Optional.empty(),
            false);

    public ProviderSettings {
        models = List.copyOf(models);
        contextTokens = Map.copyOf(contextTokens);
        if (probeTimeout.compareTo(Duration.ofSeconds(1)) < 0) probeTimeout = Duration.ofSeconds(1);
    }
}
