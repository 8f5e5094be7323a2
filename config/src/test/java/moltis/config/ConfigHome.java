package moltis.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.ConfigIssue;
import moltis.config.section.MoltisConfig;

/** A person's folders for a test: a home, a configuration, an environment. */
final class ConfigHome {

    final Path root;
    final Map<String, String> environment = new HashMap<>();
    final Map<String, String> stored = new HashMap<>();

    ConfigHome(Path root) {
        this.root = root;
    }

    ConfigHome with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    ConfigHome writes(String text) {
        return writes("config/moltis.toml", text);
    }

    ConfigHome writes(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    String text() {
        return text("config/moltis.toml");
    }

    String text(String name) {
        try {
            return Files.readString(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfigDirs dirs() {
        try {
            Files.createDirectories(root.resolve("work"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var flags = new ConfigDirs.Flags(
                Optional.of(root.resolve("config")), Optional.of(root.resolve("data")), Optional.empty());
        return ConfigDirs.resolve(
                flags, Environment.of(environment), Optional.of(root.resolve("home")), root.resolve("work"));
    }

    ConfigLoader loader() {
        return new ConfigLoader(dirs(), Environment.of(environment), () -> stored);
    }

    ConfigHistory history() {
        return new ConfigHistory(dirs(), Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));
    }

    ConfigStart start() {
        return new ConfigStart(loader(), history());
    }

    ConfigFile file() {
        return new ConfigFile(loader(), history(), ConfigLocation.find(dirs()));
    }

    ConfigLoader.Checked checked() {
        return loader().read(ConfigLocation.find(dirs()));
    }

    List<ConfigIssue> issues() {
        return checked().issues();
    }

    LoadedConfig loaded() {
        return checked().config().orElseThrow(() -> new AssertionError(issues().toString()));
    }

    MoltisConfig config() {
        return loaded().config();
    }

    LiveConfig live() {
        return new LiveConfig(loader(), history(), start().load());
    }

    ConfigService service() {
        LiveConfig live = live();
        return new ConfigService(loader(), file(), live);
    }
}
