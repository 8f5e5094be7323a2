package moltis.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import moltis.config.schema.Category;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeyValue;
import moltis.config.schema.Severity;
import moltis.config.schema.Trees;

/** The findings that {@code config check} shows beyond those that matter at start. */
final class ConfigCheck {

    private ConfigCheck() {}

    /** Every finding about {@code text}, by line. */
    static List<ConfigIssue> all(ConfigLoader loader, ConfigLocation location, String text) {
        ConfigLoader.Checked checked = loader.check(location, text);
        var issues = new ArrayList<>(checked.issues());
        if (!location.exists() && text.isEmpty()) {
            issues.add(
                    info(Category.FILE_REF, KeyPath.ROOT, "there is no configuration file; the defaults are in effect.")
                            .at(location.file().toString(), 0));
        }
        checked.config().ifPresent(loaded -> issues.addAll(remarks(loaded, text)));
        issues.sort(Comparator.comparing(ConfigIssue::severity).thenComparingInt(ConfigIssue::line));
        return List.copyOf(issues);
    }

    private static List<ConfigIssue> remarks(LoadedConfig loaded, String text) {
        var remarks = new ArrayList<ConfigIssue>();
        for (KeyPath path : shadowed(loaded)) {
            remarks.add(info(
                    Category.SHADOWED_DEFAULT, path, "is set to its default; 'moltis config compact' takes it out."));
        }
        for (KeyPath path : loaded.withoutEffect()) {
            remarks.add(info(Category.NOT_IN_EFFECT, path, "is not in effect yet; this version does nothing with it."));
        }
        return located(loaded.location(), text, remarks);
    }

    /** The keys of the file whose value is the default anyway. */
    static List<KeyPath> shadowed(LoadedConfig loaded) {
        Map<KeyPath, KeyValue> defaults = Defaults.values();
        var shadowed = new ArrayList<KeyPath>();
        loaded.values().forEach((path, value) -> {
            boolean written = value.source() == KeyValue.Source.FILE
                    && Trees.find(loaded.written(), path).isPresent();
            KeyValue standard = defaults.get(path);
            var fallback = standard == null ? value.spec().fallback() : standard.value();
            if (written && fallback.isPresent() && fallback.equals(value.value())) shadowed.add(path);
        });
        return shadowed;
    }

    private static ConfigIssue info(Category category, KeyPath path, String message) {
        return ConfigIssue.of(Severity.INFO, category, path, message, "");
    }

    private static List<ConfigIssue> located(ConfigLocation location, String text, List<ConfigIssue> issues) {
        try {
            var line = location.format().parse(text).line();
            String name = location.file().getFileName().toString();
            return issues.stream()
                    .map(issue -> issue.at(name, line.applyAsInt(issue.path())))
                    .toList();
        } catch (ConfigFormat.Malformed e) {
            throw new IllegalStateException("the text was read before", e);
        }
    }
}
