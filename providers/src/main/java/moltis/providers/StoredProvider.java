package moltis.providers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import moltis.core.Secret;

/**
 * What was saved for a provider.
 *
 * @param models raw ids, in the person's order
 * @param savedAt when the key was saved, where that was noted
 */
public record StoredProvider(
        Optional<Secret> apiKey,
        Optional<String> baseUrl,
        List<String> models,
        Optional<String> displayName,
        Optional<Instant> savedAt) {

    public static final StoredProvider NOTHING =
            new StoredProvider(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    public StoredProvider {
        models = List.copyOf(models);
    }

    /** This entry, with the parts that it lacks from {@code home}. */
    StoredProvider over(StoredProvider home) {
        return new StoredProvider(
                apiKey.or(home::apiKey),
                baseUrl.or(home::baseUrl),
                models.isEmpty() ? home.models : models,
                displayName.or(home::displayName),
                apiKey.isPresent() ? savedAt : home.savedAt);
    }
}
