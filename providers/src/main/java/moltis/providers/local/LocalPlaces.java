package moltis.providers.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import moltis.core.Secret;

/**
 * Where local models are, and where they come from.
 *
 * @param folder the models folder; may be missing
 * @param entries the file of what a person set up
 * @param single a model file outside of the folder, as configured
 * @param mirror the folder of a server that holds model files, asked first
 * @param hub a server with the API of Hugging Face
 * @param token opens repositories there whose owner asks readers to accept something first
 */
public record LocalPlaces(
        Path folder, Path entries, Optional<Path> single, Optional<URI> mirror, URI hub, Optional<Secret> token) {

    /** A folder and nothing else. */
    public static LocalPlaces of(Path folder) {
        return new LocalPlaces(
                folder,
                folder.resolveSibling("local-llm.json"),
                Optional.empty(),
                Optional.empty(),
                ModelHub.HUGGING_FACE,
                Optional.empty());
    }

    public LocalPlaces at(URI newHub) {
        return new LocalPlaces(folder, entries, single, mirror, newHub, token);
    }
}
