package moltis.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moltis.config.schema.Category;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Severity;
import moltis.config.schema.Trees;

/** Former names and forms of keys, which still work. The file is not touched. */
final class LegacyForms {

    /** The former name of a key within its table. */
    private record Renamed(KeyPath table, String before, String now, boolean silent) {}

    private static final KeyPath MEMORY = KeyPath.of("memory");
    private static final List<Renamed> RENAMED = List.of(
            new Renamed(KeyPath.of("providers", "*"), "url", "base_url", true),
            new Renamed(MEMORY, "embedding_provider", "provider", false),
            new Renamed(MEMORY, "embedding_base_url", "base_url", false),
            new Renamed(MEMORY, "embedding_model", "model", false),
            new Renamed(MEMORY, "embedding_api_key", "api_key", false),
            new Renamed(MEMORY, "embedding_dimensions", "embedding_dimension", false));

    private final List<ConfigIssue> issues = new ArrayList<>();

    List<ConfigIssue> issues() {
        return issues;
    }

    Map<String, Object> modernise(Map<String, Object> tree) {
        Map<String, Object> changed = walk(tree, KeyPath.ROOT);
        changed = replace(changed, KeyPath.of("memory", "session_export"), true, "on-new-or-reset");
        changed = replace(changed, KeyPath.of("memory", "session_export"), false, "off");
        return replace(changed, KeyPath.of("voice", "stt", "provider"), "elevenlabs", "elevenlabs-stt");
    }

    /** Where the value of a key may stand under its former name; the path itself for a key that never had another one. */
    static KeyPath formerPath(KeyPath path) {
        for (Renamed renamed : RENAMED) {
            boolean same = path.name().equals(renamed.now())
                    && path.parts().size() == renamed.table().parts().size() + 1
                    && path.isWithin(renamed.table());
            if (same) return path.parent().child(renamed.before());
        }
        return path;
    }

    private static Map<String, Object> replace(Map<String, Object> tree, KeyPath path, Object before, Object now) {
        return Trees.find(tree, path).filter(before::equals).isPresent() ? Trees.with(tree, path, now) : tree;
    }

    /** Looks at tables that may hold a renamed key: those one or two levels deep. */
    private Map<String, Object> walk(Map<String, Object> table, KeyPath path) {
        var changed = new LinkedHashMap<String, Object>();
        table.forEach((key, value) -> {
            boolean deeper = value instanceof Map<?, ?> && path.parts().size() < 2;
            changed.put(key, deeper ? walk(Trees.table(value), path.child(key)) : value);
        });
        for (Renamed renamed : RENAMED) {
            boolean here = path.parts().size() == renamed.table().parts().size() && path.isWithin(renamed.table());
            if (here && changed.containsKey(renamed.before())) rename(changed, path, renamed);
        }
        return changed;
    }

    private void rename(Map<String, Object> table, KeyPath path, Renamed renamed) {
        Object value = table.remove(renamed.before());
        boolean both = table.containsKey(renamed.now());
        if (both) {
            report(Severity.ERROR, path, renamed, "and '" + renamed.now() + "' are the same key, and both are set.");
        } else {
            table.put(renamed.now(), value);
            if (!renamed.silent())
                report(Severity.WARNING, path, renamed, "is the former name of '" + renamed.now() + "'.");
        }
    }

    private void report(Severity severity, KeyPath path, Renamed renamed, String message) {
        issues.add(ConfigIssue.of(
                severity,
                Category.DEPRECATED_FIELD,
                path.child(renamed.before()),
                message,
                severity == Severity.ERROR ? "remove the former one" : "rename it to '" + renamed.now() + "'"));
    }
}
