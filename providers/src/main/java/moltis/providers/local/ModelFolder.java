package moltis.providers.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.net.Downloads;
import moltis.net.ExpectedFile;
import moltis.net.Progress;

/** The folder of model files: brings what is offered. */
public final class ModelFolder {

    private final Path folder;
    private final Optional<URI> mirror;
    private final Downloads downloads;

    /** @param mirror the folder of a server that holds the files, asked first */
    public ModelFolder(Path folder, Optional<URI> mirror, Downloads downloads) {
        this.folder = folder;
        this.mirror = mirror;
        this.downloads = downloads;
    }

    public boolean has(ModelOffer offer) {
        return Files.isRegularFile(folder.resolve(offer.file()));
    }

    /**
     * Brings a model; does nothing when it is there. Blocks; interrupt to stop, and a later call goes on from there.
     *
     * @throws ProviderException {@code UNREACHABLE} if no source delivers it, naming each with its reason
     */
    public void pull(ModelOffer offer, Progress progress) throws InterruptedException {
        List<URI> sources = new ArrayList<>();
        mirror.ifPresent(base -> sources.add(URI.create(base.toString().replaceAll("/+$", "") + "/" + offer.file())));
        sources.add(offer.source());
        try {
            downloads.fetch(sources, folder.resolve(offer.file()), ExpectedFile.ANY, progress);
        } catch (IOException e) {
            throw new ProviderException(
                    ErrorCode.UNREACHABLE,
                    "local-llm",
                    offer.displayName() + " can't be downloaded. " + e.getMessage(),
                    "Check the network, or copy " + offer.file() + " into " + folder + " by hand.",
                    0,
                    null,
                    e);
        }
    }
}
