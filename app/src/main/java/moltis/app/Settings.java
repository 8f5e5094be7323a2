package moltis.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.ConfigDirs;
import moltis.config.ConfigFile;
import moltis.config.ConfigHistory;
import moltis.config.ConfigLoader;
import moltis.config.ConfigLocation;
import moltis.config.ConfigService;
import moltis.config.ConfigStart;
import moltis.config.DotEnv;
import moltis.config.Environment;
import moltis.config.LiveConfig;
import moltis.config.LoadedConfig;
import moltis.config.schema.ConfigIssue;

/**
 * Where this run's configuration comes from.
 *
 * @param variables those of the process and of {@code .env} files
 */
record Settings(ConfigDirs dirs, ConfigLoader loader, ConfigHistory history, Map<String, String> variables) {

    /** Finds the folders and makes them when they are missing. */
    static Settings of(Shell shell, GlobalOptions options) {
        Map<String, String> variables = new HashMap<>(DotEnv.near(shell.workingDirectory()));
        variables.putAll(shell.environment());
        Environment environment = Environment.of(variables);
        ConfigDirs dirs = ConfigDirs.resolve(
                new ConfigDirs.Flags(options.configDirectory, options.dataDirectory, options.shareDirectory),
                environment,
                environment.nonBlank("HOME").map(Path::of),
                shell.workingDirectory());
        dirs.create();
        return new Settings(
                dirs,
                new ConfigLoader(dirs, environment, Map::of),
                new ConfigHistory(dirs, Clock.systemUTC()),
                Map.copyOf(variables));
    }

    ConfigStart start() {
        return new ConfigStart(loader, history);
    }

    LiveConfig live(LoadedConfig loaded) {
        return new LiveConfig(loader, history, loaded);
    }

    ConfigFile file() {
        return new ConfigFile(loader, history, ConfigLocation.find(dirs));
    }

    /** The settings for reading and changing, as they are in effect in this process. */
    ConfigService service(LiveConfig live) {
        return new ConfigService(loader, file(), live);
    }

    /** Everything that can be said about the file, whether or not it can be used. */
    List<ConfigIssue> findings() {
        ConfigLoader.Checked checked = loader.read(ConfigLocation.find(dirs));
        return checked.config().map(loaded -> service(live(loaded)).check()).orElse(checked.issues());
    }

    /** The folder of the built web page: the one a package installed, else the one beside the program. */
    Optional<Path> web(Optional<Path> home) {
        return dirs.share()
                .map(share -> share.resolve("web"))
                .or(() -> home.map(path -> path.resolve("web")))
                .filter(java.nio.file.Files::isDirectory);
    }
}
