package moltis.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import moltis.core.ConfigException;

/**
 * Where things lie: the configuration, the data, and the files that come with the program.
 *
 * @param config folder of {@code moltis.toml}, keys and certificates
 * @param explicit whether a person named the config folder, so that no other one is searched
 * @param data everything else that is kept
 * @param share files of the program outside of its jars, if there are any
 * @param home the home folder; {@code ~} in a setting means it
 * @param working the folder in which the program was started
 */
public record ConfigDirs(Path config, boolean explicit, Path data, Optional<Path> share, Path home, Path working) {

    /** What the command line says; an empty option says nothing. */
    public record Flags(Optional<Path> configDir, Optional<Path> dataDir, Optional<Path> shareDir) {

        public static final Flags NONE = new Flags(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Flags before environment before defaults. A relative path is meant from {@code working}. */
    public static ConfigDirs resolve(Flags flags, Environment environment, Optional<Path> home, Path working) {
        Path homeDir = home.orElse(working);
        Optional<Path> config = flags.configDir()
                .or(() -> environment.nonBlank("MOLTIS_CONFIG_DIR").map(Path::of));
        Path configDir =
                working.resolve(config.orElse(homeDir.resolve(".config").resolve("moltis")));
        Path dataDir = working.resolve(flags.dataDir()
                .or(() -> environment.nonBlank("MOLTIS_DATA_DIR").map(Path::of))
                .orElse(homeDir.resolve(".moltis")));
        Optional<Path> share = flags.shareDir()
                .or(() -> environment.nonBlank("MOLTIS_SHARE_DIR").map(Path::of))
                .map(working::resolve)
                .or(() -> existing(Path.of("/usr/share/moltis")))
                .or(() -> existing(dataDir.resolve("share")));
        return new ConfigDirs(configDir.normalize(), config.isPresent(), dataDir.normalize(), share, homeDir, working);
    }

    /** The config folder of this person when no other one is named. */
    public Path homeConfig() {
        return home.resolve(".config").resolve("moltis");
    }

    /**
     * Makes the two folders, for the owner only.
     *
     * @throws ConfigException if that is not possible
     */
    public void create() {
        create(config, "--config-dir");
        create(data, "--data-dir");
    }

    private static void create(Path folder, String flag) {
        try {
            OwnerOnly.createFolder(folder);
        } catch (IOException e) {
            throw new ConfigException(
                    "The folder " + folder + " can't be made.",
                    "Check who may write there, or name another folder with " + flag + ".",
                    e);
        }
    }

    private static Optional<Path> existing(Path folder) {
        return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
    }
}
