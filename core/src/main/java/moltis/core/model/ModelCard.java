package moltis.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The facts about a model.
 *
 * @param provider the provider's configuration name, which an alias does not change
 * @param contextTokens how many tokens a request and its answer may have together
 * @param local true when the model runs on this machine or in the person's own network
 * @param createdAt when the vendor released it, where known
 */
public record ModelCard(
        ModelId id,
        String provider,
        String displayName,
        int contextTokens,
        Set<Capability> capabilities,
        ToolMode toolMode,
        boolean local,
        boolean preferred,
        boolean recommended,
        Optional<Instant> createdAt) {

    public ModelCard {
        capabilities = Set.copyOf(capabilities);
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
