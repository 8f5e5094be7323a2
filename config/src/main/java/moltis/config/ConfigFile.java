package moltis.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import moltis.config.schema.Category;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeyValue;
import moltis.config.schema.Severity;
import moltis.config.schema.Trees;
import moltis.core.ConfigException;
import moltis.core.ErrorCode;
import moltis.core.RequestException;

/**
 * The one way to change the file: each change is checked before, keeps the former version, and is written whole or not
 * at all. Changes of different keys at the same time both count, also those of another process. Safe for use by many
 * threads; a change can't be started from within a change.
 */
public final class ConfigFile {

    private final ConfigLoader loader;
    private final ConfigHistory history;
    private final ConfigLocation location;
    private final ReentrantLock writing = new ReentrantLock();

    public ConfigFile(ConfigLoader loader, ConfigHistory history, ConfigLocation location) {
        this.loader = loader;
        this.history = history;
        this.location = location;
    }

    /** The file as it stands. Its text may hold secrets. */
    public record Content(String text, ConfigVersion version) {

        @Override
        public String toString() {
            return "Content[" + version.value() + "]";
        }
    }

    /** One step of a change: the key gets the value, or is taken out when there is none. */
    public record Edit(KeyPath path, Optional<Object> value) {

        public static Edit set(KeyPath path, Object value) {
            return new Edit(path, Optional.of(value));
        }

        public static Edit unset(KeyPath path) {
            return new Edit(path, Optional.empty());
        }

        @Override
        public String toString() {
            return "Edit[" + path + "]";
        }
    }

    public ConfigLocation location() {
        return new ConfigLocation(location.file(), location.format(), Files.isRegularFile(location.file()));
    }

    /** @throws ConfigException if the file can't be read */
    public Content read() {
        try {
            String text = ConfigLoader.text(location.file());
            return new Content(text, location().exists() ? ConfigVersion.of(text) : ConfigVersion.NONE);
        } catch (IOException e) {
            throw new ConfigException(location.file() + " can't be read.", "Check who may read it.", e);
        }
    }

    public LoadedConfig set(KeyPath path, Object value) {
        return change(List.of(Edit.set(path, value)));
    }

    public LoadedConfig unset(KeyPath path) {
        return change(List.of(Edit.unset(path)));
    }

    /**
     * Makes all edits or none, in the text as it stands at this moment. A key that the file does not have is not added
     * when it would get its default.
     *
     * @return the configuration after the change
     * @throws ConfigException if the result would not be valid, or can't be written
     */
    public LoadedConfig change(List<Edit> edits) {
        for (Edit edit : edits) refuseMask(edit);
        return exclusively(() -> {
            Content before = read();
            return replace(before, edited(before.text(), edits));
        });
    }

    /**
     * Replaces the whole text, byte for byte.
     *
     * @param expected the version that the text was made from
     * @throws RequestException with {@code CONFLICT} if the file has changed since
     * @throws ConfigException if the text is not valid, or can't be written
     */
    public LoadedConfig replaceAll(String text, ConfigVersion expected) {
        return exclusively(() -> {
            Content before = read();
            if (!before.version().equals(expected)) throw changedMeanwhile();
            ConfigLoader.Checked checked = loader.check(location(), text);
            LoadedConfig after =
                    checked.config().orElseThrow(() -> invalid(checked.fatal().getFirst()));
            Masks.find(KeyPath.ROOT, after.written()).ifPresent(path -> {
                throw masked(path);
            });
            write(before, text);
            return after;
        });
    }

    private String edited(String text, List<Edit> edits) {
        String result = text;
        for (Edit edit : edits) {
            try {
                if (edit.value().isEmpty()) {
                    result = location.format().unset(result, edit.path());
                } else if (isWritten(result, edit.path()) || !isDefault(edit)) {
                    result = location.format()
                            .set(result, edit.path(), edit.value().get());
                }
            } catch (ConfigFormat.Malformed e) {
                throw new ConfigException(
                        location.file().getFileName() + (e.line() > 0 ? " line " + e.line() : "") + ": " + e.sentence()
                                + ".",
                        "Correct the file first; nothing was changed.");
            } catch (IllegalArgumentException e) {
                throw new ConfigException(
                        edit.path() + " can't be changed: " + e.getMessage() + ".",
                        "Edit the file by hand: 'moltis config edit'.",
                        e);
            }
        }
        return result;
    }

    private boolean isWritten(String text, KeyPath path) throws ConfigFormat.Malformed {
        return Trees.find(location.format().parse(text).tree(), path).isPresent();
    }

    /** Whether the key would hold the same without being written; what the environment says is not asked. */
    private boolean isDefault(Edit edit) {
        Optional<KeyValue> known = Optional.ofNullable(Defaults.values().get(edit.path()));
        return known.isPresent() && known.get().value().equals(edit.value().map(Trees::normal));
    }

    private LoadedConfig replace(Content before, String text) throws IOException {
        ConfigLoader.Checked checked = loader.check(location(), text);
        List<ConfigIssue> fresh = added(before.text(), checked.issues());
        if (!fresh.isEmpty()) throw invalid(fresh.getFirst());
        LoadedConfig after =
                checked.config().orElseThrow(() -> invalid(checked.fatal().getFirst()));
        if (!text.equals(before.text())) write(before, text);
        return after;
    }

    /** What the change would do wrong: errors, refused credentials, and keys that nobody knows. */
    private List<ConfigIssue> added(String before, List<ConfigIssue> after) {
        Set<String> present = new HashSet<>();
        for (ConfigIssue issue : loader.check(location(), before).issues()) present.add(identity(issue));
        return after.stream()
                .filter(issue -> issue.severity() == Severity.ERROR || issue.category() == Category.UNKNOWN_FIELD)
                .filter(issue -> !present.contains(identity(issue)))
                .toList();
    }

    private static String identity(ConfigIssue issue) {
        return issue.category() + " " + issue.path() + " " + issue.message();
    }

    private void write(Content before, String text) {
        try {
            OwnerOnly.createFolderOf(location.file());
            if (before.version() != ConfigVersion.NONE) history.keep(location.file(), before.text());
            if (!read().version().equals(before.version())) throw changedMeanwhile();
            AtomicText.write(location.file(), text);
        } catch (IOException e) {
            throw new ConfigException(
                    location.file() + " can't be written.", "Check who may write there; nothing was changed.", e);
        }
    }

    /** What runs while nobody else changes the file. */
    private interface Change {
        LoadedConfig make() throws IOException;
    }

    private LoadedConfig exclusively(Change change) {
        if (writing.isHeldByCurrentThread())
            throw new IllegalStateException("a change of the configuration within a change");
        writing.lock();
        try (FileChannel channel = lockFile();
                FileLock _ = channel.lock()) {
            return change.make();
        } catch (IOException e) {
            throw new ConfigException(
                    location.file() + " can't be changed.",
                    "Check who may write to " + loader.dirs().config() + ".",
                    e);
        } finally {
            writing.unlock();
        }
    }

    private FileChannel lockFile() throws IOException {
        OwnerOnly.createFolder(loader.dirs().config());
        Path lock = loader.dirs().config().resolve(".moltis.lock");
        return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void refuseMask(Edit edit) {
        edit.value().flatMap(value -> Masks.find(edit.path(), value)).ifPresent(path -> {
            throw masked(path);
        });
    }

    private static ConfigException masked(KeyPath path) {
        return new ConfigException(
                path + " would get the mask that is shown instead of a secret.",
                "Leave the key out to keep the secret, or give the new secret itself.");
    }

    private static ConfigException invalid(ConfigIssue issue) {
        String place =
                issue.path().isRoot() ? "line " + issue.line() : issue.path().toString();
        String hint = issue.hint().isEmpty() ? "" : "To cure it: " + issue.hint() + ". ";
        return new ConfigException(place + " " + issue.message(), hint + "Nothing was changed.");
    }

    private static RequestException changedMeanwhile() {
        return new RequestException(
                ErrorCode.CONFLICT,
                "The configuration file was changed by someone else in the meantime.",
                "Load it again and repeat the change.");
    }
}
