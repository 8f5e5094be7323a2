package moltis.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import moltis.config.schema.Category;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.FromEnvironment;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Severity;
import moltis.config.schema.Trees;

/** Puts variables in the place of {@code ${NAME}} in the text values of a tree. */
final class Placeholders {

    /** Values of these keys are run by a shell, which has variables of its own. */
    private static final Set<String> SHELL = Set.of("command", "context_command", "args");

    private final Environment environment;
    private final List<ConfigIssue> issues = new ArrayList<>();

    Placeholders(Environment environment) {
        this.environment = environment;
    }

    List<ConfigIssue> issues() {
        return issues;
    }

    Map<String, Object> resolve(Map<String, Object> tree) {
        return resolve(tree, KeyPath.ROOT);
    }

    private Map<String, Object> resolve(Map<String, Object> table, KeyPath path) {
        var resolved = new LinkedHashMap<String, Object>();
        table.forEach((key, value) -> resolved.put(key, value(value, path.child(key))));
        return resolved;
    }

    private Object value(Object value, KeyPath path) {
        if (value instanceof String text) return text.contains("${") ? text(text, path) : text;
        if (value instanceof Map<?, ?> table) return resolve(Trees.table(table), path);
        if (!(value instanceof List<?> list)) return value;
        var resolved = new ArrayList<Object>(list.size());
        for (Object element : list) resolved.add(value(element, path.element(resolved.size())));
        return resolved;
    }

    private Object text(String text, KeyPath path) {
        var resolved = new StringBuilder();
        boolean found = false;
        int at = 0;
        while (true) {
            int start = text.indexOf("${", at);
            int end = start < 0 ? -1 : text.indexOf('}', start);
            if (end < 0) break;
            String name = text.substring(start + 2, end);
            Optional<String> value = environment.get(name);
            resolved.append(text, at, start).append(value.orElse(name.isEmpty() ? "${" : "${" + name + "}"));
            found |= value.isPresent() || name.isEmpty();
            if (value.isEmpty() && !name.isEmpty()) missing(name, path);
            at = end + 1;
        }
        return found
                ? FromEnvironment.placeholder(
                        resolved.append(text.substring(at)).toString())
                : text;
    }

    private void missing(String name, KeyPath path) {
        if (path.parts().stream().anyMatch(SHELL::contains)) return;
        issues.add(ConfigIssue.of(
                Severity.WARNING,
                Category.ENVIRONMENT,
                path,
                "names the variable " + name + ", which is not set.",
                "set " + name + " in the environment or in [env]"));
    }
}
