package moltis.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import moltis.config.check.ConfigRules;
import moltis.config.schema.Category;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.FromEnvironment;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Pass;
import moltis.config.schema.Severity;
import moltis.config.schema.Trees;
import moltis.config.section.MoltisConfig;
import moltis.core.json.Json;
import tools.jackson.core.JacksonException;

/**
 * Reads a configuration: built-in presets, beneath the file with its placeholders resolved, beneath {@code MOLTIS_…}
 * variables. Safe for use by many threads.
 */
public final class ConfigLoader {

    private static final KeyPath AGENTS = KeyPath.of("agents", "presets");
    private static final KeyPath MODES = KeyPath.of("modes", "presets");

    private final ConfigDirs dirs;
    private final Environment process;
    private final Supplier<Map<String, String>> stored;

    /**
     * @param process the environment of the process
     * @param stored the variables that were stored in the browser, asked at every load
     */
    public ConfigLoader(ConfigDirs dirs, Environment process, Supplier<Map<String, String>> stored) {
        this.dirs = dirs;
        this.process = process;
        this.stored = stored;
    }

    /**
     * What came of a text.
     *
     * @param issues errors and warnings, with lines
     * @param config empty when the text can't be used
     */
    public record Checked(List<ConfigIssue> issues, Optional<LoadedConfig> config) {

        public Checked {
            issues = List.copyOf(issues);
        }

        /** The issues for which the text can't be used. */
        public List<ConfigIssue> fatal() {
            return issues.stream().filter(ConfigIssue::isFatal).toList();
        }
    }

    public ConfigDirs dirs() {
        return dirs;
    }

    /** Reads and checks the file; one that is not there counts as empty. */
    public Checked read(ConfigLocation location) {
        try {
            return check(location, text(location.file()));
        } catch (CharacterCodingException _) {
            return unusable(location, 0, "the file is not UTF-8 text");
        } catch (IOException _) {
            return unusable(location, 0, "the file can't be read");
        }
    }

    /** The text of a file; empty when it is not there. */
    static String text(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException _) {
            return "";
        }
    }

    /** Checks {@code text} as if it stood in the file. Nothing is written or changed. */
    public Checked check(ConfigLocation location, String text) {
        try {
            return check(location, text, location.format().parse(text));
        } catch (ConfigFormat.Malformed e) {
            return unusable(location, e.line(), e.sentence());
        }
    }

    private Checked check(ConfigLocation location, String text, ConfigFormat.Parsed parsed) {
        var issues = new ArrayList<ConfigIssue>();
        var legacy = new LegacyForms();
        Map<String, Object> modern = legacy.modernise(parsed.tree());
        Environment environment = process.or(envTable(modern)).or(stored.get());
        var placeholders = new Placeholders(environment);
        Map<String, Object> resolved = placeholders.resolve(modern);
        Map<String, Object> overridden = new EnvironmentOverrides(process).apply(resolved);
        var refused = new RefusedCredentials();
        Map<String, Object> allowed = refused.remove(overridden);
        var markdown = new MarkdownAgents();
        Map<String, Object> effective = onPresets(onHomeProviders(location, allowed), parsed, markdown.read(dirs));
        Pass pass = Pass.reading(effective, dirs.home());
        MoltisConfig config = MoltisConfig.read(pass.reader());

        issues.addAll(legacy.issues());
        issues.addAll(placeholders.issues());
        issues.addAll(refused.issues());
        issues.addAll(pass.finish());
        if (issues.stream().noneMatch(ConfigIssue::isFatal)) {
            issues.addAll(ConfigRules.check(
                    new ConfigRules.Facts(config, parsed.tree(), this::otherMcpServers, isLinux(), Files::exists)));
        }
        List<ConfigIssue> placed = Stream.concat(
                        issues.stream()
                                .map(issue ->
                                        issue.at(name(location), parsed.line().applyAsInt(issue.path()))),
                        markdown.issues().stream())
                .toList();
        if (placed.stream().anyMatch(ConfigIssue::isFatal)) return new Checked(placed, Optional.empty());
        var loaded = new LoadedConfig(
                config,
                location,
                text.isEmpty() && !location.exists() ? Optional.empty() : Optional.of(text),
                effective,
                parsed.tree(),
                environment,
                dirs.home(),
                placed,
                Optional.empty());
        return new Checked(placed, Optional.of(loaded));
    }

    /**
     * A preset of the file is laid over the built-in one; written as one inline table it replaces it. A Markdown agent
     * replaces a built-in preset, and gives way to one of the file.
     */
    private static Map<String, Object> onPresets(
            Map<String, Object> tree, ConfigFormat.Parsed parsed, Map<String, Object> markdown) {
        Map<String, Object> beneath = BuiltInPresets.tree();
        for (var agent : markdown.entrySet()) {
            KeyPath preset = AGENTS.child(agent.getKey());
            if (Trees.find(tree, preset).isEmpty()) beneath = Trees.with(beneath, preset, agent.getValue());
        }
        for (KeyPath presets : List.of(AGENTS, MODES)) {
            if (!(Trees.find(tree, presets).orElse(null) instanceof Map<?, ?> own)) continue;
            for (Object id : own.keySet()) {
                KeyPath preset = presets.child(id.toString());
                if (parsed.inline().test(preset)) beneath = Trees.without(beneath, preset);
            }
        }
        return Trees.merge(beneath, tree);
    }

    /** The home configuration lends keys, addresses and models of providers to one of another folder. */
    private Map<String, Object> onHomeProviders(ConfigLocation location, Map<String, Object> tree) {
        if (dirs.config().equals(dirs.homeConfig())) return tree;
        ConfigLocation home = ConfigLocation.home(dirs);
        if (!home.exists() || home.file().equals(location.file())) return tree;
        return Trees.merge(lent(home), tree);
    }

    private Map<String, Object> lent(ConfigLocation home) {
        try {
            Map<String, Object> tree = new LegacyForms()
                    .modernise(home.format().parse(text(home.file())).tree());
            Map<String, Object> resolved = new Placeholders(process.or(envTable(tree))).resolve(tree);
            Map<String, Object> lent = Map.of();
            if (!(new RefusedCredentials().remove(resolved).get("providers") instanceof Map<?, ?> providers))
                return lent;
            for (var provider : Trees.table(providers).entrySet()) {
                if (!(provider.getValue() instanceof Map<?, ?> settings)) continue;
                for (String key : List.of("api_key", "base_url", "models")) {
                    Object value = settings.get(key);
                    if (value != null) lent = Trees.with(lent, KeyPath.of("providers", provider.getKey(), key), value);
                }
            }
            return lent;
        } catch (ConfigFormat.Malformed | IOException _) {
            return Map.of();
        }
    }

    /** The {@code [env]} table, with variables of the process in its own values. */
    private Map<String, String> envTable(Map<String, Object> tree) {
        if (!(tree.get("env") instanceof Map<?, ?> table)) return Map.of();
        var values = new HashMap<String, String>();
        new Placeholders(process).resolve(Trees.table(table)).forEach((name, value) -> {
            if (value instanceof String text) values.put(name, text);
            if (value instanceof FromEnvironment given) values.put(name, given.text());
            values.computeIfPresent(name, (_, text) -> RefusedCredentials.isRefused(text) ? null : text);
        });
        return values;
    }

    private Set<String> otherMcpServers() {
        Path file = dirs.data().resolve("mcp-servers.json");
        if (!Files.isRegularFile(file)) return Set.of();
        try {
            var servers = Json.parse(Files.readString(file)).path("servers");
            return Set.copyOf(servers.propertyNames());
        } catch (IOException | JacksonException _) {
            return Set.of();
        }
    }

    private static boolean isLinux() {
        return System.getProperty("os.name", "").startsWith("Linux");
    }

    private static Checked unusable(ConfigLocation location, int line, String sentence) {
        var issue = ConfigIssue.of(Severity.ERROR, Category.SYNTAX, KeyPath.ROOT, sentence + ".", "");
        return new Checked(List.of(issue.at(name(location), line)), Optional.empty());
    }

    private static String name(ConfigLocation location) {
        return location.file().getFileName().toString();
    }
}
