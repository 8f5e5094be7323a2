package moltis.config;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.KeyPath;
import moltis.config.section.MoltisConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of the running server: one immutable snapshot, replaced as a whole when the file changes for the
 * good. A file that becomes bad changes nothing but {@link #notice()}. Safe for use by many threads.
 */
public final class LiveConfig {

    private static final Logger log = LoggerFactory.getLogger(LiveConfig.class);

    private final ConfigLoader loader;
    private final ConfigHistory history;
    private final LoadedConfig atStart;
    private final List<Consumer<ConfigChange>> listeners = new CopyOnWriteArrayList<>();
    private volatile LoadedConfig loaded;
    private volatile Optional<ConfigNotice> notice;
    private volatile ConfigVersion seen;

    public LiveConfig(ConfigLoader loader, ConfigHistory history, LoadedConfig start) {
        this.loader = loader;
        this.history = history;
        this.atStart = start;
        this.loaded = start;
        this.notice = start.notice();
        this.seen = stamp();
    }

    /** The values now. Ask again for each use of a key that may change; keep what needs a restart. */
    public MoltisConfig current() {
        return loaded.config();
    }

    public LoadedConfig loaded() {
        return loaded;
    }

    /** Present while something else than the file itself is in effect. */
    public Optional<ConfigNotice> notice() {
        return notice;
    }

    /** Has {@code listener} called after each change, on the thread that noticed it. Close the answer to end that. */
    public Subscription listen(Consumer<ConfigChange> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends a {@link #listen}. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Keys whose value in the file is not the one that the server started with. */
    public List<KeyPath> pendingRestart() {
        LoadedConfig now = loaded;
        return now == atStart ? List.of() : ConfigChange.between(atStart, now).restart();
    }

    /** Reads the file again if it looks different from the last time. */
    public Optional<ConfigChange> reloadIfChanged() {
        return stamp().equals(seen) ? Optional.empty() : Optional.of(reload());
    }

    /** Reads the file again. When it can't be used, the answer is an empty change and {@link #notice()} says why. */
    public synchronized ConfigChange reload() {
        seen = stamp();
        ConfigLoader.Checked checked = loader.read(new ConfigLocation(
                location().file(),
                location().format(),
                Files.isRegularFile(location().file())));
        if (checked.config().isPresent()) return adopt(checked.config().get());
        ConfigIssue reason = checked.fatal().getFirst();
        notice = Optional.of(ConfigStart.notice(location(), reason, "The settings from before stay in effect."));
        log.atWarn()
                .addKeyValue("file", location().file())
                .addKeyValue("line", reason.line())
                .log("configuration file can't be used; the former settings stay in effect");
        return ConfigChange.between(loaded, loaded);
    }

    /** Takes over what a writer has just saved. */
    public synchronized ConfigChange adopt(LoadedConfig next) {
        ConfigChange change = ConfigChange.between(loaded, next);
        loaded = next;
        notice = Optional.empty();
        seen = stamp();
        if (!change.isEmpty()) {
            log.atInfo()
                    .addKeyValue("live", change.live())
                    .addKeyValue("restart", change.restart())
                    .log("configuration changed");
            for (Consumer<ConfigChange> listener : listeners) tell(listener, change);
        }
        confirm();
        return change;
    }

    /** One that fails does not keep the others from hearing. */
    private static void tell(Consumer<ConfigChange> listener, ConfigChange change) {
        try {
            listener.accept(change);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("a part of the server could not take over the changed configuration");
        }
    }

    /** Keeps the file that is in effect as the last good one: at the start, once the server is up, and at each change. */
    public void confirm() {
        LoadedConfig now = loaded;
        if (notice.isPresent() || !now.location().exists()) return;
        try {
            String text = ConfigLoader.text(now.location().file());
            if (ConfigVersion.of(text).equals(now.version()))
                history.keepGood(now.location().file(), text);
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("folder", loader.dirs().config())
                    .log("no copy of the configuration can be kept; changes to it can't be saved either");
        }
    }

    private ConfigLocation location() {
        return loaded.location();
    }

    /** Differs when the file does. By its text: two edits of one moment can leave the same time and size. */
    private ConfigVersion stamp() {
        try {
            return ConfigVersion.of(ConfigLoader.text(location().file()));
        } catch (IOException _) {
            return ConfigVersion.of("");
        }
    }
}
