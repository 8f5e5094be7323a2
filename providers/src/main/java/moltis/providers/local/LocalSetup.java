package moltis.providers.local;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import moltis.core.StorageException;
import moltis.core.event.EventBus;
import moltis.net.Downloads;
import moltis.net.HttpClients;
import moltis.providers.LocalModels;

/**
 * Models that run on this machine: finding, fetching, loading and deleting them. Making it reads nothing and starts
 * nothing. Safe for use by many threads.
 */
public final class LocalSetup implements AutoCloseable {

    private final LocalEntries entries;
    private final ModelHub hub;
    private final ModelFolder sources;
    private final ModelDownloads downloads;
    private final GgufModels models;

    private LocalSetup(
            LocalEntries entries, ModelHub hub, ModelFolder sources, ModelDownloads downloads, GgufModels models) {
        this.entries = entries;
        this.hub = hub;
        this.sources = sources;
        this.downloads = downloads;
        this.models = models;
    }

    public static LocalSetup create(
            LocalPlaces places,
            LocalSettings settings,
            HttpClients http,
            EventBus events,
            LocalModelState.Listener listener) {
        return create(places, settings, http, events, listener, ModelProcess::load);
    }

    static LocalSetup create(
            LocalPlaces places,
            LocalSettings settings,
            HttpClients http,
            EventBus events,
            LocalModelState.Listener listener,
            Engine.Loader loader) {
        var entries = new LocalEntries(places.entries());
        var hub = new ModelHub(places.hub(), places.token(), http);
        var sources = new ModelFolder(places.folder(), places.mirror(), hub, new Downloads(http, hub::signed));
        var downloads = new ModelDownloads(events);
        var models = new GgufModels(
                places.folder(),
                places.single(),
                settings,
                loader,
                IdleTime.REAL,
                listener,
                new GgufModels.SetUp(entries, sources, downloads));
        return new LocalSetup(entries, hub, sources, downloads, models);
    }

    /** The models that can be asked. */
    public LocalModels models() {
        return models;
    }

    /** How each of them stands. */
    public List<LocalModelStanding> standings() {
        return models.standings();
    }

    /** The model with this id, if it can be fetched. */
    public Optional<Delivery> offered(String modelId) {
        return sources.find(modelId);
    }

    /**
     * Sets a model up and begins to fetch it. Returns at once; the event {@code local-llm.download} says how it goes.
     *
     * @throws moltis.core.RequestException if no such model is offered
     */
    public Delivery configure(String modelId) {
        Delivery delivery = sources.find(modelId).orElseThrow(() -> GgufModels.unknown(modelId));
        return begin(delivery, HubFile.ofId(modelId));
    }

    /** As {@link #configure}, for any file of the hub. */
    public Delivery configure(HubFile file) {
        return begin(sources.of(file), Optional.of(file));
    }

    private Delivery begin(Delivery delivery, Optional<HubFile> file) {
        entries.put(LocalEntry.of(delivery.modelId(), file));
        downloads.start(delivery);
        return delivery;
    }

    /** Searches the hub. @throws moltis.core.ProviderException if it doesn't answer */
    public List<ModelHub.Repository> search(String words, Optional<String> author, int limit)
            throws InterruptedException {
        return hub.search(words, author, limit);
    }

    /** Loads a model now instead of with its first question, which may take long; interrupt to stop waiting. */
    public void load(String modelId) throws InterruptedException {
        models.load(modelId);
    }

    /** Gives a model's memory back, after the answer that runs. */
    public void unload(String modelId) throws InterruptedException {
        models.unload(modelId);
    }

    /**
     * Forgets a model and deletes its file from the models folder; a download of it is stopped first.
     *
     * @throws moltis.core.RequestException if there is no such model
     */
    public void remove(String modelId) throws InterruptedException {
        String id = GgufModels.plain(modelId);
        downloads.stop(id);
        boolean file = models.remove(id);
        boolean entry = entries.remove(id);
        if (!file && !entry) throw GgufModels.unknown(modelId);
        Optional<Delivery> delivery = sources.find(id);
        if (delivery.isPresent()) discard(delivery.get());
    }

    private void discard(Delivery delivery) throws InterruptedException {
        try {
            sources.discard(delivery);
        } catch (IOException e) {
            throw new StorageException(
                    "What came of " + delivery.displayName() + " can't be deleted.",
                    "Check that the models folder belongs to the account that runs Moltis.",
                    e);
        }
    }

    /**
     * How it all stands, in one word.
     *
     * @param modelId absent as long as nothing is set up
     * @param percent how far a download is
     */
    public record Status(State state, Optional<String> modelId, OptionalDouble percent, Optional<String> failure) {}

    public enum State {
        UNCONFIGURED,
        LOADING,
        READY,
        LOADED,
        ERROR
    }

    /** The download that was begun last, else the models that are there. */
    public Status status() {
        Optional<ModelDownloads.LastDownload> last = downloads.last();
        if (last.filter(ModelDownloads.LastDownload::running).isPresent()) {
            return status(State.LOADING, last.get().modelId(), last.get().percent(), Optional.empty());
        }
        if (last.isPresent() && last.get().failure().isPresent()) {
            return status(
                    State.ERROR,
                    last.get().modelId(),
                    OptionalDouble.empty(),
                    last.get().failure());
        }
        List<LocalModelStanding> here = models.standings();
        return here.stream()
                .filter(LocalModelStanding::loaded)
                .findFirst()
                .map(model -> status(State.LOADED, model.modelId(), OptionalDouble.empty(), Optional.empty()))
                .or(() -> here.stream()
                        .findFirst()
                        .map(model -> status(State.READY, model.modelId(), OptionalDouble.empty(), Optional.empty())))
                .orElseGet(() ->
                        new Status(State.UNCONFIGURED, Optional.empty(), OptionalDouble.empty(), Optional.empty()));
    }

    private static Status status(State state, String modelId, OptionalDouble percent, Optional<String> failure) {
        return new Status(state, Optional.of(modelId), percent, failure);
    }

    /** Ends what runs; answers that are running are cut off. */
    @Override
    public void close() {
        downloads.close();
        models.close();
    }
}
