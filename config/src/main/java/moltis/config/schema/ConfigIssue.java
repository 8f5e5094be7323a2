package moltis.config.schema;

/**
 * One finding about the configuration.
 *
 * @param file the file it is about; empty for a value that comes from the environment
 * @param line counted from 1; 0 when the finding belongs to no line
 * @param message one sentence, never with a secret in it
 * @param hint what to do next; may be empty
 */
public record ConfigIssue(
        Severity severity, Category category, String file, int line, KeyPath path, String message, String hint) {

    public static ConfigIssue of(Severity severity, Category category, KeyPath path, String message, String hint) {
        return new ConfigIssue(severity, category, "", 0, path, message, hint);
    }

    public ConfigIssue at(String file, int line) {
        return new ConfigIssue(severity, category, file, line, path, message, hint);
    }

    /** Whether a file with this finding must not be used. */
    public boolean isFatal() {
        return severity == Severity.ERROR && category != Category.CREDENTIAL;
    }

    /** The finding on one line: {@code error moltis.toml:12 server.port: must be … (hint)}. */
    @Override
    public String toString() {
        var text = new StringBuilder(severity.label());
        if (!file.isEmpty()) text.append(' ').append(file);
        if (line > 0) text.append(':').append(line);
        if (!path.isRoot()) text.append(' ').append(path);
        text.append(": ").append(message);
        if (!hint.isEmpty()) text.append(" (").append(hint).append(')');
        return text.toString();
    }
}
