package moltis.providers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All about one provider, for {@code moltis providers list} and {@code doctor}. Holds no key.
 *
 * @param keySource which source of a key won
 * @param listedAt when its models were last listed
 * @param lastUse when it was last asked in this process
 * @param lastError how that failed, if it did
 * @param problems what was found and can't be used, and why
 */
public record ProviderReport(
        String name,
        String displayName,
        String label,
        String authType,
        boolean connected,
        boolean enabled,
        boolean local,
        Optional<String> keySource,
        Optional<String> baseUrl,
        int models,
        Optional<Instant> listedAt,
        Optional<Instant> lastUse,
        Optional<String> lastError,
        List<String> problems) {}
