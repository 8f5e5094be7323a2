package moltis.providers.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
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
 * The GGUF files of the models folder, and one more that the configuration may name. A file is looked into once and again
 * only when it changes; nothing is loaded before it is asked.
 */
public final class GgufModels implements LocalModels, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GgufModels.class);
    private static final String PROVIDER = "local-llm";
    static final String SUFFIX = ".gguf";
    private static final int DEPTH = 4;

    private final Path folder;
    private final Optional<Path> single;
    private final LocalSettings settings;
    private final Engine.Loader loader;
    private final IdleTime time;
    private final LocalModelState.Listener listener;
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();
    private final Map<Path, GgufModel> opened = new ConcurrentHashMap<>();

    /**
     * @param folder the models folder; may be missing
     * @param single a model file outside of it, as configured
     */
    public GgufModels(Path folder, Optional<Path> single, LocalSettings settings, LocalModelState.Listener listener) {
        this(folder, single, settings, ModelProcess::load, IdleTime.REAL, listener);
    }

    GgufModels(
            Path folder,
            Optional<Path> single,
            LocalSettings settings,
            Engine.Loader loader,
            IdleTime time,
            LocalModelState.Listener listener) {
        this.folder = folder;
        this.single = single;
        this.settings = settings;
        this.loader = loader;
        this.time = time;
        this.listener = listener;
    }

    @Override
    public List<LocalModel> models() {
        List<LocalModel> models = new ArrayList<>();
        for (Path file : files()) look(file).model.ifPresent(models::add);
        return models;
    }

    @Override
    public ChatModel open(String id) {
        return opened(id);
    }

    private GgufModel opened(String id) {
        Path file = file(id).orElseThrow(() -> unknown(id));
        return opened.computeIfAbsent(
                file, _ -> new GgufModel(new ModelId(PROVIDER, idOf(file)), file, settings, loader, time, listener));
    }

    /** The file behind an id, which may carry the provider's name in front. */
    private Optional<Path> file(String id) {
        String name = id.startsWith(PROVIDER + "::") ? id.substring(PROVIDER.length() + 2) : id;
        return files().stream().filter(file -> idOf(file).equals(name)).findFirst();
    }

    private static RequestException unknown(String id) {
        return new RequestException(
                ErrorCode.NOT_FOUND, "unknown model: " + id, "See which ones are there: moltis models list");
    }

    /** Loads a model now instead of with its first question, which may take long; interrupt to stop waiting. */
    public void load(String id) throws InterruptedException {
        opened(id).load();
    }

    /** Gives a model's memory back, after the answer that runs. */
    public void unload(String id) throws InterruptedException {
        opened(id).unloadAfterTurn();
    }

    /**
     * Deletes a model's file from the models folder. A file outside of it, as configured, is not ours to delete.
     *
     * @throws RequestException if there is no such model in the folder
     */
    public void remove(String id) throws InterruptedException {
        Path file = file(id).filter(path -> path.startsWith(folder)).orElseThrow(() -> unknown(id));
        GgufModel model = opened.remove(file);
        if (model != null) model.unloadAfterTurn();
        seen.remove(file);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StorageException(
                    "The model file " + file.getFileName() + " can't be deleted.",
                    "Check that the models folder belongs to the account that runs Moltis.",
                    e);
        }
    }

    /** How each model on this machine stands, in the order of {@link #models}. */
    public List<LocalModelStanding> standings() {
        List<LocalModelStanding> all = new ArrayList<>();
        for (Path file : files()) {
            Seen now = look(file);
            if (now.model.isEmpty()) continue;
            GgufModel model = opened.get(file);
            boolean loaded = model != null && model.isLoaded();
            all.add(new LocalModelStanding(
                    now.model.get().id(),
                    loaded,
                    loaded ? now.version.size : 0,
                    Optional.ofNullable(model).map(GgufModel::lastUsed),
                    settings.idle()));
        }
        return all;
    }

    /** Unloads everything at once; answers that are running are cut off. */
    @Override
    public void close() {
        opened.values().forEach(GgufModel::close);
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        single.filter(Files::isRegularFile).ifPresent(files::add);
        files(folder).stream().filter(path -> !files.contains(path)).forEach(files::add);
        return files;
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

    private String idOf(Path file) {
        Path named = file.startsWith(folder) ? folder.relativize(file) : file.getFileName();
        String name = named.toString().replace('\\', '/');
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return stem.toLowerCase(Locale.ROOT);
    }

    private Seen look(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            var version =
                    new Version(attributes.size(), attributes.lastModifiedTime().toMillis());
            Seen known = seen.get(file);
            if (known != null && known.version.equals(version)) return known;
            Seen fresh = new Seen(version, describe(file));
            seen.put(file, fresh);
            return fresh;
        } catch (IOException _) {
            // It went away between the listing and the look.
            return new Seen(new Version(0, 0), Optional.empty());
        }
    }

    private Optional<LocalModel> describe(Path file) {
        try {
            GgufFile head = GgufFile.read(file);
            int context =
                    Math.min(settings.contextTokens(), head.contextTokens().orElse(settings.contextTokens()));
            String id = idOf(file);
            return Optional.of(new LocalModel(id, head.name().orElse(id), context));
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("file", file.getFileName())
                    .addKeyValue("reason", e.getMessage())
                    .log("not a usable model file");
            return Optional.empty();
        }
    }

    private record Version(long size, long modified) {}

    private record Seen(Version version, Optional<LocalModel> model) {}
}
