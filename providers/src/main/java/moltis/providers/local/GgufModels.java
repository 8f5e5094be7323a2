package moltis.providers.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.StorageException;
import moltis.core.model.ChatModel;
import moltis.core.model.ModelId;
import moltis.providers.LocalModels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The GGUF files of the models folder, one more that the configuration may name, and what a person set up: also before it
 * has arrived, since the first question fetches it. A file is looked into once and again only when it changes; nothing is
 * loaded before it is asked.
 */
final class GgufModels implements LocalModels, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GgufModels.class);
    private static final String PROVIDER = "local-llm";
    static final String SUFFIX = ".gguf";
    /** A file of the hub lies under its owner and its repository, and maybe in folders of that. */
    private static final int DEPTH = 12;

    private final Path folder;
    private final Optional<Path> single;
    private final LocalSettings settings;
    private final Engine.Loader loader;
    private final IdleTime time;
    private final LocalModelState.Listener listener;
    private final SetUp setUp;
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();
    private final Map<Path, GgufModel> opened = new ConcurrentHashMap<>();

    /**
     * @param folder the models folder; may be missing
     * @param single a model file outside of it, as configured
     */
    GgufModels(
            Path folder,
            Optional<Path> single,
            LocalSettings settings,
            Engine.Loader loader,
            IdleTime time,
            LocalModelState.Listener listener,
            SetUp setUp) {
        this.folder = folder;
        this.single = single;
        this.settings = settings;
        this.loader = loader;
        this.time = time;
        this.listener = listener;
        this.setUp = setUp;
    }

    /**
     * What a person set up.
     *
     * @param entries their models
     * @param sources where a model comes from
     * @param downloads brings one that has not arrived
     */
    record SetUp(LocalEntries entries, ModelFolder sources, ModelDownloads downloads) {}

    /** A model, by its file. */
    private record Known(String id, Path file, LocalSettings settings, Optional<Delivery> delivery) {

        boolean here() {
            return Files.isRegularFile(file);
        }
    }

    @Override
    public List<LocalModel> models() {
        List<LocalModel> models = new ArrayList<>();
        for (Known known : known()) describe(known).ifPresent(models::add);
        return models;
    }

    private Optional<LocalModel> describe(Known known) {
        if (known.here()) return look(known).model;
        int context = ModelOffer.find(known.id()).map(ModelOffer::contextTokens).orElse(Integer.MAX_VALUE);
        return known.delivery()
                .map(coming -> new LocalModel(
                        known.id(),
                        coming.displayName(),
                        Math.min(context, known.settings().contextTokens())));
    }

    @Override
    public ChatModel open(String id) {
        return opened(id);
    }

    private GgufModel opened(String id) {
        Known known = find(id).orElseThrow(() -> unknown(id));
        return opened.computeIfAbsent(
                known.file(),
                file -> new GgufModel(
                        new ModelId(PROVIDER, known.id()),
                        file,
                        known.settings(),
                        arriving(known),
                        loader,
                        time,
                        listener));
    }

    private GgufModel.Arrival arriving(Known known) {
        return () -> {
            if (known.delivery().isPresent() && !known.here())
                setUp.downloads().bring(known.delivery().get());
        };
    }

    /** The model behind an id, which may carry the provider's name in front. */
    private Optional<Known> find(String id) {
        String name = plain(id);
        return known().stream().filter(known -> known.id().equals(name)).findFirst();
    }

    static String plain(String id) {
        return id.startsWith(PROVIDER + "::") ? id.substring(PROVIDER.length() + 2) : id;
    }

    static RequestException unknown(String id) {
        return new RequestException(
                ErrorCode.NOT_FOUND, "unknown model: " + id, "See which ones are there: moltis models list");
    }

    /** Loads a model now instead of with its first question, which may take long; interrupt to stop waiting. */
    void load(String id) throws InterruptedException {
        opened(id).load();
    }

    /** Gives a model's memory back, after the answer that runs. */
    void unload(String id) throws InterruptedException {
        opened(id).unloadAfterTurn();
    }

    /**
     * Deletes a model's file from the models folder, if there is one. A file outside of it is not ours to delete.
     *
     * @return whether there was one
     */
    boolean remove(String id) throws InterruptedException {
        Optional<Path> file = find(id).filter(Known::here).map(Known::file).filter(path -> path.startsWith(folder));
        if (file.isEmpty()) return false;
        GgufModel model = opened.remove(file.get());
        if (model != null) model.unloadAfterTurn();
        seen.remove(file.get());
        try {
            return Files.deleteIfExists(file.get());
        } catch (IOException e) {
            throw new StorageException(
                    "The model file " + file.get().getFileName() + " can't be deleted.",
                    "Check that the models folder belongs to the account that runs Moltis.",
                    e);
        }
    }

    /** How each model whose file is on this machine stands, in the order of {@link #models}. */
    List<LocalModelStanding> standings() {
        List<LocalModelStanding> all = new ArrayList<>();
        for (Known known : known()) {
            if (!known.here()) continue;
            Seen now = look(known);
            if (now.model.isEmpty()) continue;
            GgufModel model = opened.get(known.file());
            boolean loaded = model != null && model.isLoaded();
            all.add(new LocalModelStanding(
                    known.id(),
                    loaded,
                    loaded ? now.version.size : 0,
                    Optional.ofNullable(model).map(GgufModel::lastUsed),
                    known.settings().idle()));
        }
        return all;
    }

    /** Unloads everything at once; answers that are running are cut off. */
    @Override
    public void close() {
        opened.values().forEach(GgufModel::close);
    }

    private List<Known> known() {
        List<LocalEntry> entries = setUp.entries().read();
        Map<String, Known> known = new LinkedHashMap<>();
        single.filter(Files::isRegularFile).ifPresent(file -> add(known, stem(file.getFileName()), file, entries));
        for (LocalEntry entry : entries) {
            entry.file().ifPresent(file -> add(known, entry.modelId(), file, entries));
        }
        for (Path file : files(folder)) add(known, idOf(folder.relativize(file)), file, entries);
        for (LocalEntry entry : entries) {
            delivery(entry).ifPresent(coming -> add(known, entry.modelId(), coming.file(), entries));
        }
        return List.copyOf(known.values());
    }

    private void add(Map<String, Known> known, String id, Path file, List<LocalEntry> entries) {
        Optional<LocalEntry> entry =
                entries.stream().filter(one -> one.modelId().equals(id)).findFirst();
        known.putIfAbsent(
                id,
                new Known(
                        id,
                        file,
                        entry.map(one -> one.over(settings)).orElse(settings),
                        entry.flatMap(this::delivery)));
    }

    private Optional<Delivery> delivery(LocalEntry entry) {
        if (entry.file().isPresent()) return Optional.empty();
        return setUp.sources().find(entry.modelId()).or(() -> entry.hub().map(setUp.sources()::of));
    }

    /** The model files in the folder, in the order of their names. */
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.find(folder, DEPTH, (path, _) -> isModel(path))) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isModel(Path path) {
        return path.getFileName().toString().endsWith(SUFFIX) && Files.isRegularFile(path);
    }

    private static String idOf(Path inFolder) {
        if (inFolder.getNameCount() > 3 && inFolder.startsWith(HubFile.CUSTOM)) {
            String source = inFolder.subpath(1, inFolder.getNameCount()).toString();
            Optional<HubFile> hub = HubFile.parse(source.replace('\\', '/'));
            if (hub.isPresent()) return hub.get().id();
        }
        return ModelOffer.ofFile(inFolder.toString()).map(ModelOffer::id).orElseGet(() -> stem(inFolder));
    }

    private static String stem(Path file) {
        String name = file.toString().replace('\\', '/');
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return stem.toLowerCase(Locale.ROOT);
    }

    private Seen look(Known known) {
        Path file = known.file();
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            var version =
                    new Version(attributes.size(), attributes.lastModifiedTime().toMillis());
            Seen before = seen.get(file);
            if (before != null && before.version.equals(version)) return before;
            Seen fresh = new Seen(version, model(known));
            seen.put(file, fresh);
            return fresh;
        } catch (IOException _) {
            // It went away between the listing and the look.
            return new Seen(new Version(0, 0), Optional.empty());
        }
    }

    private Optional<LocalModel> model(Known known) {
        try {
            GgufFile head = GgufFile.read(known.file());
            int most = known.settings().contextTokens();
            int context = Math.min(most, head.contextTokens().orElse(most));
            String name = ModelOffer.find(known.id())
                    .map(ModelOffer::displayName)
                    .or(head::name)
                    .orElse(known.id());
            return Optional.of(new LocalModel(known.id(), name, context));
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("file", known.file().getFileName())
                    .addKeyValue("reason", e.getMessage())
                    .log("not a usable model file");
            return Optional.empty();
        }
    }

    private record Version(long size, long modified) {}

    private record Seen(Version version, Optional<LocalModel> model) {}
}
