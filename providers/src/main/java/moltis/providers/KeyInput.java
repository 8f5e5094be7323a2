package moltis.providers;

import java.util.List;
import java.util.Optional;
import moltis.core.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a person enters to connect a provider.
 *
 * @param baseUrl null keeps what is saved, empty clears it
 * @param models null keeps what is saved, an empty list clears it
 * @param requestId comes back with the progress of a validation
 */
public record KeyInput(
        String provider,
        Optional<Secret> apiKey,
        @Nullable String baseUrl,
        @Nullable List<String> models,
        Optional<String> requestId) {

    public KeyInput {
        models = models == null ? null : List.copyOf(models);
    }

    public static KeyInput of(String provider, @Nullable String apiKey) {
        return new KeyInput(provider, Secret.ofNullable(apiKey), null, null, Optional.empty());
    }

    /** The parameters {@code models} and {@code model}: the first wins unless it names nothing. */
    public static @Nullable List<String> models(@Nullable List<String> models, @Nullable String model) {
        if (models != null && models.stream().anyMatch(name -> !name.isBlank())) return models;
        if (model != null && !model.isBlank()) return List.of(model);
        return models != null && models.isEmpty() ? models : null;
    }
}
