package moltis.core.model;

import java.util.Optional;
import moltis.core.ProviderException;

/**
 * Remembers which models had better not be asked for a while, because they or their provider failed. Safe for use by many
 * threads.
 */
@FunctionalInterface
public interface CircuitBreaker {

    /** Never objects. */
    CircuitBreaker NONE = _ -> Optional.empty();

    /**
     * The failure on account of which {@code model} rests; empty when it may be asked. Once a rest is over, one caller is
     * let through, who is expected to ask; the others wait for what comes of it.
     */
    Optional<ProviderException> objection(ModelCard model);
}
