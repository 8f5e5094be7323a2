package moltis.providers;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What has a say in who is connected, asked anew whenever it matters.
 *
 * @param settings the configuration as it is now
 * @param environment variables: the {@code [env]} table over those of the process
 * @param signIns by provider
 */
public record ProviderSources(
        Supplier<ProvidersSettings> settings,
        Supplier<Map<String, String>> environment,
        Map<String, CredentialSource> signIns,
        LocalModels local,
        ProviderSwitch enabling) {}
