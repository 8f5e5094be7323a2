package moltis.providers.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model that a person set up.
 *
 * @param file a model file of their own, wherever it is
 * @param hub where it comes from, if not from the list of offers
 */
record LocalEntry(
        String modelId, Optional<Path> file, Optional<HubFile> hub, OptionalInt gpuLayers, Optional<Duration> idle) {

    static LocalEntry of(String modelId, Optional<HubFile> hub) {
        return new LocalEntry(modelId, Optional.empty(), hub, OptionalInt.empty(), Optional.empty());
    }

    /** How it runs, where it says something of its own. */
    LocalSettings over(LocalSettings usual) {
        return new LocalSettings(
                usual.contextTokens(),
                usual.outputTokens(),
                idle.orElse(usual.idle()),
                gpuLayers.orElse(usual.gpuLayers()));
    }
}
