package moltis.providers;

import java.util.List;
import java.util.Optional;
import moltis.core.Secret;

/**
 * What was saved for a provider.
 *
 * @param models raw ids, in the person's order
 */
public record StoredProvider(
        Optional<Secret> apiKey, Optional<String> baseUrl, List<String> models, Optional<String> displayName) {

    public static final StoredProvider NOTHING =
            new StoredProvider(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public StoredProvider {
        models = List.copyOf(models);
    }

    /** This entry, with the parts that it lacks from {@code home}. */
    StoredProvider over(StoredProvider home) {
        return new StoredProvider(
                apiKey.or(home::apiKey),
                baseUrl.or(home::baseUrl),
                models.isEmpty() ? home.models : models,
                displayName.or(home::displayName));
    }
}
