package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.TEXTS;

import java.util.List;
import java.util.Map;
import moltis.config.schema.KeyReader;

/** {@code [providers]}: the language model vendors. */
public record ProvidersConfig(List<String> offered, boolean showLegacyModels, Map<String, ProviderConfig> byName) {

    static ProvidersConfig read(KeyReader keys) {
        return new ProvidersConfig(
                keys.get("offered", TEXTS, List.of(), "Providers that are used and shown; empty means all."),
                keys.get("show_legacy_models", FLAG, false, "List models older than a year."),
                keys.others(ProviderConfig::read));
    }

    /** The provider {@code name}, with defaults when the file does not name it. */
    public ProviderConfig provider(String name) {
        return byName.getOrDefault(name, ProviderConfig.DEFAULT);
    }
}
