package moltis.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moltis.config.schema.Category;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.FromEnvironment;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Severity;
import moltis.config.schema.Trees;

/**
 * Takes sign-in tokens of Anthropic's consumer plans out of a tree, wherever they stand: Anthropic lets other programs
 * in with an API key only.
 */
final class RefusedCredentials {

    static final String REASON =
            "holds a token from signing in to a Claude plan, and Anthropic allows other programs only API keys.";
    static final String CURE =
            "make an API key (it begins with sk-ant-api) at https://console.anthropic.com/settings/keys";

    private final List<ConfigIssue> issues = new ArrayList<>();

    List<ConfigIssue> issues() {
        return issues;
    }

    static boolean isRefused(String text) {
        String value = text.strip();
        return value.startsWith("sk-ant-oat") || value.startsWith("sk-ant-ort");
    }

    Map<String, Object> remove(Map<String, Object> tree) {
        return remove(tree, KeyPath.ROOT);
    }

    private Map<String, Object> remove(Map<String, Object> table, KeyPath path) {
        var kept = new LinkedHashMap<String, Object>();
        table.forEach((key, value) -> {
            KeyPath at = path.child(key);
            if (isRefusedValue(value)) {
                issues.add(ConfigIssue.of(Severity.ERROR, Category.CREDENTIAL, at, REASON, CURE));
            } else {
                kept.put(key, value instanceof Map<?, ?> inner ? remove(Trees.table(inner), at) : value);
            }
        });
        return kept;
    }

    private static boolean isRefusedValue(Object value) {
        return (value instanceof String text && isRefused(text))
                || (value instanceof FromEnvironment given && isRefused(given.text()));
    }
}
