package moltis.providers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.CircuitBreaker;
import moltis.core.model.ModelCard;
import org.jspecify.annotations.Nullable;

/**
 * Lets a provider rest after three failures in a row, and a model for as long as its provider asked for. After a rest one
 * request is let through; the others follow when it was answered. Learns from every request, whoever makes it. Kept for
 * this process only. Safe for use by many threads.
 */
final class ProviderCircuits implements CircuitBreaker {

    static final int FAILURES = 3;
    static final Duration REST = Duration.ofSeconds(60);
    static final Duration LONGEST_HINT = Duration.ofMinutes(5);

    private static final class Circuit {
        private final String provider;
        private int failures;
        private Instant restsUntil = Instant.MIN;
        private ProviderException why;

        private Circuit(String provider, ProviderException why) {
            this.provider = provider;
            this.why = why;
        }
    }

    private final Clock clock;
    private final Map<String, Circuit> providers = new HashMap<>();
    private final Map<String, Circuit> models = new HashMap<>();

    ProviderCircuits(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<ProviderException> objection(ModelCard model) {
        Instant now = clock.instant();
        @Nullable Circuit limited = models.get(model.id().toString());
        if (limited != null && now.isBefore(limited.restsUntil)) return Optional.of(limited.why);
        @Nullable Circuit circuit = providers.get(model.provider());
        if (circuit == null || circuit.failures < FAILURES) return Optional.empty();
        if (now.isBefore(circuit.restsUntil)) return Optional.of(circuit.why);
        // Half open: the caller tries, and the rest goes on for everybody else until that is over.
        circuit.restsUntil = now.plus(REST);
        return Optional.empty();
    }

    synchronized void answered(ModelCard model) {
        providers.remove(model.provider());
        models.remove(model.id().toString());
    }

    synchronized void failed(ModelCard model, ProviderException why) {
        // What another model would fail at as well, or an odd answer, says nothing about the provider.
        if (!why.code().anotherModelMayAnswer() || why.code() == ErrorCode.EMPTY_ANSWER) return;
        Optional<Duration> hint = why.retryAfter().filter(_ -> why.code() == ErrorCode.PROVIDER_RATE_LIMITED);
        if (hint.isPresent()) {
            // Providers limit each of their models for itself.
            Duration rest = hint.get().compareTo(LONGEST_HINT) > 0 ? LONGEST_HINT : hint.get();
            note(models, model.id().toString(), model, why, rest);
        } else {
            note(providers, model.provider(), model, why, REST);
        }
    }

    /** The provider was connected anew. */
    synchronized void forget(String provider) {
        providers.remove(provider);
        models.values().removeIf(circuit -> circuit.provider.equals(provider));
    }

    private void note(
            Map<String, Circuit> circuits, String name, ModelCard model, ProviderException why, Duration rest) {
        Circuit circuit = circuits.computeIfAbsent(name, _ -> new Circuit(model.provider(), why));
        circuit.failures++;
        circuit.restsUntil = clock.instant().plus(rest);
        circuit.why = why;
    }
}
