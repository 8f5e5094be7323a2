package moltis.providers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the configuration says about providers and models.
 *
 * @param offered the providers to use; empty means all
 * @param showLegacyModels whether pickers show models that are older than a year
 * @param providers the tables {@code [providers.<name>]}, in the order of the file
 * @param priorityModels {@code chat.priority_models}
 * @param contextTokens {@code models.<capability id>.context_window}
 * @param local whether models on this machine are offered; false on a hosted deployment
 */
public record ProvidersSettings(
        List<String> offered,
        boolean showLegacyModels,
        Map<String, ProviderSettings> providers,
        List<String> priorityModels,
        Map<String, Integer> contextTokens,
        boolean local) {

    public static final ProvidersSettings DEFAULT =
            new ProvidersSettings(List.of(), false, Map.of(), List.of(), Map.of(), true);

    public ProvidersSettings {
        offered = List.copyOf(offered);
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        priorityModels = List.copyOf(priorityModels);
        contextTokens = Map.copyOf(contextTokens);
    }
}
