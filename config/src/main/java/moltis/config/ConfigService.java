package moltis.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.Category;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeyValue;
import moltis.config.schema.Severity;
import moltis.config.schema.Trees;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration as people and clients meet it: values by key with secrets hidden, changes that say what they
 * need, the schema, and all findings. Safe for use by many threads.
 */
public final class ConfigService {

    private final ConfigLoader loader;
    private final ConfigFile file;
    private final LiveConfig live;

    public ConfigService(ConfigLoader loader, ConfigFile file, LiveConfig live) {
        this.loader = loader;
        this.file = file;
        this.live = live;
    }

    /**
     * One key.
     *
     * @param value what is in effect, a mask for a secret; empty when it is unset
     * @param hot whether a change applies without a restart
     * @param inEffect whether anything reads the key yet
     */
    public record Shown(
            KeyPath path,
            Optional<Object> value,
            KeyValue.Source source,
            boolean secret,
            boolean hot,
            boolean inEffect,
            String about) {}

    /**
     * What a change came to.
     *
     * @param restart the changed keys that wait for the next start
     */
    public record Saved(
            ConfigVersion version, List<KeyPath> changed, List<KeyPath> restart, List<ConfigIssue> warnings) {}

    /** The file as its editor shows it, secrets included: for administrators only. */
    public record Raw(String text, String path, ConfigVersion version) {

        @Override
        public String toString() {
            return "Raw[" + path + "]";
        }
    }

    /** The effective configuration, nested as in the file. Keys without a value are left out. */
    public ObjectNode get() {
        return get(KeyPath.ROOT).map(ObjectNode.class::cast).orElseGet(Json::object);
    }

    /** The value or the table at {@code path}; empty when it is unset. */
    public Optional<JsonNode> get(KeyPath path) {
        Map<String, Object> tree = Map.of();
        for (KeyValue value : live.loaded().values().values()) {
            boolean wanted = value.path().startsWith(path) || path.startsWith(value.path());
            Optional<Object> shown = wanted ? Masks.shown(value) : Optional.empty();
            if (shown.isPresent()) tree = ElementTrees.put(tree, value.path(), shown.get());
        }
        return Trees.find(tree, path).map(found -> Json.MAPPER.valueToTree(found));
    }

    /** Each key at or within {@code path}, with where its value comes from. */
    public List<Shown> show(KeyPath path) {
        return live.loaded().values().values().stream()
                .filter(value -> value.path().startsWith(path))
                .map(value -> new Shown(
                        value.path(),
                        Masks.shown(value),
                        value.source(),
                        value.spec().type().isSecret(),
                        value.spec().hot(),
                        !NotInEffect.covers(value.path()),
                        value.spec().about()))
                .toList();
    }

    /** Sets one key; {@code null} of JSON takes it out. */
    public Saved set(KeyPath path, JsonNode value) {
        return save(List.of(edit(path, value)));
    }

    /** Sets one key from text, read as the type of the key asks. */
    public Saved set(KeyPath path, String text) {
        return save(List.of(ConfigFile.Edit.set(path, SettingText.read(path, text))));
    }

    public Saved unset(KeyPath path) {
        return save(List.of(ConfigFile.Edit.unset(path)));
    }

    /** Applies a JSON merge patch: tables are joined, {@code null} takes a key out, any other value replaces. */
    public Saved patch(ObjectNode patch) {
        var edits = new ArrayList<ConfigFile.Edit>();
        collect(KeyPath.ROOT, patch, edits);
        return save(edits);
    }

    /** Replaces the whole file by {@code text}, which was made from {@code expected}. */
    public Saved apply(String text, ConfigVersion expected) {
        return saved(live.loaded(), file.replaceAll(text, expected));
    }

    public Raw raw() {
        ConfigFile.Content content = file.read();
        return new Raw(content.text(), file.location().file().toString(), content.version());
    }

    /** The template with the present port. */
    public String template() {
        return ConfigTemplate.text(live.current().server().port());
    }

    /** All findings about the file as it stands, those without consequence included. */
    public List<ConfigIssue> check() {
        return check(file.read().text());
    }

    /** All findings about {@code text} as if it stood in the file. */
    public List<ConfigIssue> check(String text) {
        return ConfigCheck.all(loader, file.location(), text);
    }

    /** JSON Schema of the file. */
    public ObjectNode schema() {
        return JsonSchema.of(Defaults.specs());
    }

    /** Whether each agent preset is the built-in one, a changed built-in one, or the person's own. */
    public Map<String, String> presetSources() {
        LoadedConfig loaded = live.loaded();
        KeyPath presets = KeyPath.of("agents", "presets");
        var sources = new LinkedHashMap<String, String>();
        for (String id : loaded.config().agents().presets().keySet()) {
            KeyPath preset = presets.child(id);
            boolean builtIn = Trees.find(BuiltInPresets.tree(), preset).isPresent();
            boolean written = Trees.find(loaded.written(), preset).isPresent();
            sources.put(id, !builtIn ? "custom" : written ? "user_override" : "built_in");
        }
        return sources;
    }

    /** The keys of the file whose value is the default anyway. */
    public List<KeyPath> shadowed() {
        return ConfigCheck.shadowed(live.loaded());
    }

    /** Takes out of the file every key whose value is the default anyway. */
    public Saved compact() {
        var edits = new ArrayList<ConfigFile.Edit>();
        for (KeyPath path : shadowed()) edits.add(ConfigFile.Edit.unset(path));
        return save(edits);
    }

    private Saved save(List<ConfigFile.Edit> edits) {
        Saved saved = saved(live.loaded(), file.change(edits));
        var warnings = new ArrayList<>(saved.warnings());
        Map<KeyPath, KeyValue> values = live.loaded().values();
        for (ConfigFile.Edit edit : edits) {
            if (isOverridden(edit, values)) warnings.add(overridden(edit.path()));
        }
        return new Saved(saved.version(), saved.changed(), saved.restart(), List.copyOf(warnings));
    }

    private static boolean isOverridden(ConfigFile.Edit edit, Map<KeyPath, KeyValue> values) {
        KeyValue value = values.get(edit.path());
        boolean placeholder =
                edit.value().filter(text -> text.toString().contains("${")).isPresent();
        return value != null && value.source() == KeyValue.Source.ENVIRONMENT && !placeholder;
    }

    private static ConfigIssue overridden(KeyPath path) {
        return ConfigIssue.of(
                Severity.WARNING,
                Category.ENVIRONMENT,
                path,
                "is saved, but a MOLTIS_ variable says something else, and that counts.",
                "unset the variable");
    }

    private Saved saved(LoadedConfig before, LoadedConfig after) {
        ConfigChange change = live.adopt(after);
        var changed = new ArrayList<>(change.live());
        changed.addAll(change.restart());
        List<ConfigIssue> warnings = after.issues().stream()
                .filter(issue -> issue.severity() == Severity.WARNING && issue.category() != Category.ENVIRONMENT)
                .filter(issue ->
                        before.issues().stream().noneMatch(old -> old.path().equals(issue.path())))
                .toList();
        return new Saved(after.version(), List.copyOf(changed), change.restart(), warnings);
    }

    private static void collect(KeyPath path, ObjectNode patch, List<ConfigFile.Edit> edits) {
        for (var property : patch.properties()) {
            KeyPath at = path.child(property.getKey());
            if (property.getValue() instanceof ObjectNode inner && !inner.isEmpty()) collect(at, inner, edits);
            else edits.add(edit(at, property.getValue()));
        }
    }

    private static ConfigFile.Edit edit(KeyPath path, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) return ConfigFile.Edit.unset(path);
        try {
            return ConfigFile.Edit.set(path, Json.MAPPER.treeToValue(value, Object.class));
        } catch (JacksonException e) {
            throw new RequestException(ErrorCode.INVALID_REQUEST, "the value of " + path + " can't be read", "", e);
        }
    }
}
