package moltis.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeyValue;
import moltis.config.schema.Pass;
import moltis.config.schema.Trees;
import moltis.config.section.MoltisConfig;

/** A configuration in effect, and where it came from. Immutable; holds secrets and prints none. */
public final class LoadedConfig {

    private final MoltisConfig config;
    private final ConfigLocation location;
    private final Optional<String> text;
    private final Map<String, Object> effective;
    private final Map<String, Object> written;
    private final Environment environment;
    private final Path home;
    private final List<ConfigIssue> issues;
    private final Optional<ConfigNotice> notice;

    /** @param text of the file; empty when there is none */
    LoadedConfig(
            MoltisConfig config,
            ConfigLocation location,
            Optional<String> text,
            Map<String, Object> effective,
            Map<String, Object> written,
            Environment environment,
            Path home,
            List<ConfigIssue> issues,
            Optional<ConfigNotice> notice) {
        this.config = config;
        this.location = location;
        this.text = text;
        this.effective = effective;
        this.written = written;
        this.environment = environment;
        this.home = home;
        this.issues = issues;
        this.notice = notice;
    }

    public MoltisConfig config() {
        return config;
    }

    public ConfigLocation location() {
        return location;
    }

    /** The state of the file that this was read from. */
    public ConfigVersion version() {
        return text.map(ConfigVersion::of).orElse(ConfigVersion.NONE);
    }

    /** The process environment, then {@code [env]}, then what was stored in the browser. */
    public Environment environment() {
        return environment;
    }

    /** Errors and warnings, with the line of each. */
    public List<ConfigIssue> issues() {
        return issues;
    }

    /** Present when something else than the file itself is in effect. */
    public Optional<ConfigNotice> notice() {
        return notice;
    }

    /** The keys of the file that change nothing in this version. */
    public List<KeyPath> withoutEffect() {
        return values().keySet().stream()
                .filter(path -> Trees.find(written, path).isPresent() && NotInEffect.covers(path))
                .toList();
    }

    LoadedConfig with(ConfigNotice notice) {
        return new LoadedConfig(
                config, location, text, effective, written, environment, home, issues, Optional.of(notice));
    }

    /** What the file says, as it says it. */
    Map<String, Object> written() {
        return written;
    }

    /** Each key with its value, secrets in clear text, in the order of the schema. */
    Map<KeyPath, KeyValue> values() {
        var values = new LinkedHashMap<KeyPath, KeyValue>();
        MoltisConfig.read(Pass.observing(effective, home, value -> values.put(value.path(), sourced(value)))
                .reader());
        return values;
    }

    /** What lies beneath the file looks as if it came from it. */
    private KeyValue sourced(KeyValue value) {
        boolean beneath = value.source() == KeyValue.Source.FILE
                && Trees.find(written, value.path()).isEmpty();
        if (!beneath
                || Trees.find(written, LegacyForms.formerPath(value.path())).isPresent()) return value;
        boolean lent = value.path().startsWith(KeyPath.of("providers"));
        return new KeyValue(value.spec(), value.value(), lent ? KeyValue.Source.HOME : KeyValue.Source.DEFAULT);
    }

    @Override
    public String toString() {
        return "LoadedConfig[" + location.file() + "]";
    }
}
