package moltis.config.check;

import java.util.ArrayList;
import java.util.List;
import moltis.config.schema.Category;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Severity;

/** Gathers what the rules find. */
final class Findings {

    private final List<ConfigIssue> issues = new ArrayList<>();

    void error(String path, String message, String hint) {
        add(Severity.ERROR, Category.INVALID_VALUE, KeyPath.parse(path), message, hint);
    }

    void warn(String path, String message, String hint) {
        add(Severity.WARNING, Category.INVALID_VALUE, KeyPath.parse(path), message, hint);
    }

    void security(String path, String message, String hint) {
        add(Severity.WARNING, Category.SECURITY, KeyPath.parse(path), message, hint);
    }

    void info(String path, String message, String hint) {
        add(Severity.INFO, Category.INVALID_VALUE, KeyPath.parse(path), message, hint);
    }

    void add(Severity severity, Category category, KeyPath path, String message, String hint) {
        issues.add(ConfigIssue.of(severity, category, path, message, hint));
    }

    List<ConfigIssue> issues() {
        return List.copyOf(issues);
    }
}
