package moltis.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Former versions of a configuration file, and the last one with which the server ran. They lie in the folder
 * {@code history} of the config folder, readable by the owner only.
 */
public final class ConfigHistory {

    private static final int KEPT = 20;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Path config;
    private final Clock clock;

    public ConfigHistory(ConfigDirs dirs, Clock clock) {
        this.folder = dirs.config().resolve("history");
        this.config = dirs.config();
        this.clock = clock;
    }

    /** Keeps {@code text} as a former version of {@code file}; the oldest one beyond twenty goes. */
    void keep(Path file, String text) throws IOException {
        String version = ConfigVersion.of(text).value().substring(0, 8);
        OwnerOnly.createFolder(folder);
        AtomicText.write(folder.resolve(name(file) + "." + STAMP.format(clock.instant()) + "-" + version), text);
        List<Path> versions = versions(file);
        for (Path old : versions.subList(0, Math.max(0, versions.size() - KEPT))) Files.deleteIfExists(old);
    }

    /** The former versions of {@code file}, the oldest first. */
    public List<Path> versions(Path file) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        String form = "\\Q" + name(file) + "\\E\\.\\d{8}-\\d{6}-\\d{3}-[0-9a-f]{8}";
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.getFileName().toString().matches(form))
                    .sorted()
                    .toList();
        }
    }

    /** Keeps {@code text} as the last version of {@code file} that worked. */
    void keepGood(Path file, String text) throws IOException {
        if (good(file).filter(text::equals).isPresent()) return;
        OwnerOnly.createFolder(folder);
        AtomicText.write(goodFile(file), text);
    }

    /** The last version of {@code file} that worked. */
    Optional<String> good(Path file) throws IOException {
        Path copy = goodFile(file);
        return Files.isRegularFile(copy) ? Optional.of(Files.readString(copy)) : Optional.empty();
    }

    Path goodFile(Path file) {
        return folder.resolve(name(file) + ".good");
    }

    /** A file of another folder gets a name of its own. */
    private String name(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        String name = file.getFileName().toString();
        boolean here = config.toAbsolutePath().normalize().equals(absolute.getParent());
        return here ? name : ConfigVersion.of(absolute.toString()).value().substring(0, 8) + "-" + name;
    }
}
