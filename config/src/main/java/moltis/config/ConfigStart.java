package moltis.config;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.KeyPath;
import moltis.core.ConfigException;

/** What happens to the configuration when the program starts. */
public final class ConfigStart {

    private static final KeyPath PORT = KeyPath.of("server", "port");

    private final ConfigLoader loader;
    private final ConfigHistory history;

    public ConfigStart(ConfigLoader loader, ConfigHistory history) {
        this.loader = loader;
        this.history = history;
    }

    /**
     * Reads the configuration for use. A file that can't be used is left as it is, and the last good copy counts; the
     * notice of the answer says so.
     *
     * @throws ConfigException if the file can't be used and there is no good copy
     */
    public LoadedConfig load() {
        ConfigLocation location = ConfigLocation.find(loader.dirs());
        ConfigLoader.Checked checked = loader.read(location);
        if (checked.config().isPresent()) return checked.config().get();
        ConfigIssue reason = checked.fatal().getFirst();
        return good(location, reason).orElseThrow(() -> {
            ConfigNotice notice =
                    notice(location, reason, "There is no earlier copy that works, so nothing was started.");
            return new ConfigException(
                    notice.file() + (notice.line() > 0 ? " line " + notice.line() : "") + ": " + notice.message(),
                    notice.cure());
        });
    }

    private Optional<LoadedConfig> good(ConfigLocation location, ConfigIssue reason) {
        try {
            return history.good(location.file())
                    .flatMap(text -> loader.check(location, text).config())
                    .map(loaded -> loaded.with(notice(
                            location, reason, "The last copy that worked is in effect; the file was left as it is.")));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * Makes the first file if there is none, and gives the server a port that stays: one that is free now, written down.
     * In a folder that can't be written the port holds for this run.
     *
     * @param loaded what {@link #load()} answered
     * @param freePort asked for a port when one is needed
     * @return the configuration to run with, and the port if one had to be chosen
     */
    public Prepared prepare(LoadedConfig loaded, IntSupplier freePort) {
        if (loaded.config().server().port() != 0 || loaded.notice().isPresent()) {
            boolean unsettled = loaded.config().server().port() == 0;
            return new Prepared(loaded, unsettled ? OptionalInt.of(freePort.getAsInt()) : OptionalInt.empty());
        }
        int port = freePort.getAsInt();
        try {
            return new Prepared(write(loaded, port), OptionalInt.empty());
        } catch (ConfigException _) {
            return new Prepared(loaded, OptionalInt.of(port));
        }
    }

    /** @param port the port of this run when it could not be written down */
    public record Prepared(LoadedConfig loaded, OptionalInt port) {

        /** The port to listen on. */
        public int effectivePort() {
            return port.orElse(loaded.config().server().port());
        }
    }

    private LoadedConfig write(LoadedConfig loaded, int port) {
        var file = new ConfigFile(loader, history, loaded.location());
        if (loaded.location().exists()) return file.set(PORT, (long) port);
        LoadedConfig first = file.replaceAll(ConfigTemplate.text(port), ConfigVersion.NONE);
        return loader.read(file.location()).config().orElse(first);
    }

    static ConfigNotice notice(ConfigLocation location, ConfigIssue reason, String consequence) {
        String key = reason.path().isRoot() ? "" : reason.path() + " ";
        String what = key + reason.message();
        String cure = reason.hint().isEmpty() ? "Correct the file" : "Correct the file (" + reason.hint() + ")";
        return new ConfigNotice(
                location.file().toString(),
                reason.line(),
                what + " " + consequence,
                cure + " and check it with 'moltis config check'.");
    }
}
