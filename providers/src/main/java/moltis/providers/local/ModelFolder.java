package moltis.providers.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.net.Downloads;
import moltis.net.Progress;

/**
 * The folder of model files, and where each of them comes from: a mirror with the files side by side, if one is named,
 * then the hub.
 */
public final class ModelFolder {

    private final Path folder;
    private final Optional<URI> mirror;
    private final ModelHub hub;
    private final Downloads downloads;
    private final StarterModel starter;

    /** @param mirror the folder of a server that holds the files, asked first */
    public ModelFolder(Path folder, Optional<URI> mirror, ModelHub hub, Downloads downloads) {
        this(folder, mirror, hub, downloads, new StarterModel(folder, mirror, downloads));
    }

    ModelFolder(Path folder, Optional<URI> mirror, ModelHub hub, Downloads downloads, StarterModel starter) {
        this.folder = folder;
        this.mirror = mirror;
        this.hub = hub;
        this.downloads = downloads;
        this.starter = starter;
    }

    /** The model with this id, if it is one that can be brought: the starter, an offer, or one of the hub. */
    public Optional<Delivery> find(String modelId) {
        if (modelId.equals(StarterModel.ID)) {
            return Optional.of(new Delivery(
                    modelId, StarterModel.NAME, starter.file(), OptionalLong.of(StarterModel.SIZE), starter::pull));
        }
        return ModelOffer.find(modelId)
                .map(offer -> delivery(modelId, offer.displayName(), offer.source(), folder.resolve(offer.file())))
                .or(() -> HubFile.ofId(modelId).map(this::of));
    }

    /** Any file of the hub. */
    public Delivery of(HubFile file) {
        return delivery(file.id(), file.displayName(), file, file.in(folder));
    }

    /** Throws away what came of a file that will not be fetched any more; waits for a download that is stopping. */
    void discard(Delivery delivery) throws IOException, InterruptedException {
        downloads.discard(delivery.file());
    }

    private Delivery delivery(String modelId, String displayName, HubFile source, Path target) {
        return new Delivery(
                modelId,
                displayName,
                target,
                OptionalLong.empty(),
                progress -> pull(displayName, source, target, progress));
    }

    private void pull(String displayName, HubFile source, Path target, Progress progress) throws InterruptedException {
        List<URI> sources = new ArrayList<>();
        mirror.ifPresent(
                base -> sources.add(URI.create(base.toString().replaceAll("/+$", "") + "/" + target.getFileName())));
        sources.add(hub.source(source));
        try {
            downloads.fetch(sources, target, hub.expected(source), progress);
        } catch (IOException e) {
            throw new ProviderException(
                    ErrorCode.UNREACHABLE,
                    "local-llm",
                    displayName + " can't be downloaded. " + e.getMessage(),
                    "Check the network, and HF_TOKEN if its owner wants readers to sign in, or copy "
                            + target.getFileName() + " into " + target.getParent() + " by hand.",
                    0,
                    null,
                    e);
        }
    }
}
