package moltis.providers;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import moltis.core.MoltisException;

/**
 * What happened when each provider was last asked for an answer or for its models: its state is the last real use, not a
 * guess. Kept for this process only. Safe for use by many threads.
 */
final class ProviderHealth {

    /** @param failure empty when it went well */
    record LastUse(Instant at, Optional<MoltisException> failure) {}

    private final Clock clock;
    private final ProviderCircuits circuits;
    private final Map<String, LastUse> uses = new ConcurrentHashMap<>();

    /** @param circuits forget a provider as well when it is forgotten here */
    ProviderHealth(Clock clock, ProviderCircuits circuits) {
        this.clock = clock;
        this.circuits = circuits;
    }

    /** @return whether the use before failed */
    boolean answered(String provider) {
        LastUse before = uses.put(provider, new LastUse(clock.instant(), Optional.empty()));
        return before != null && before.failure().isPresent();
    }

    /** @return whether the use before did not fail in this way */
    boolean failed(String provider, MoltisException why) {
        LastUse before = uses.put(provider, new LastUse(clock.instant(), Optional.of(why)));
        return before == null
                || before.failure()
                        .map(MoltisException::code)
                        .filter(why.code()::equals)
                        .isEmpty();
    }

    void forget(String provider) {
        uses.remove(provider);
        circuits.forget(provider);
    }

    Optional<LastUse> of(String provider) {
        return Optional.ofNullable(uses.get(provider));
    }
}
