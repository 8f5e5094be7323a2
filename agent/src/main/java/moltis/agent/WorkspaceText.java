package moltis.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads workspace files: comments at the top are for people, front matter for us, the rest for the model. */
final class WorkspaceText {

    private static final Pattern LEADING_COMMENTS = Pattern.compile("\\A(?:\\s*<!--.*?-->)+\\s*", Pattern.DOTALL);
    private static final String FENCE = "---";

    private WorkspaceText() {}

    /** What a model shall read. */
    static String withoutComments(String text) {
        return LEADING_COMMENTS.matcher(text).replaceFirst("").strip();
    }

    /** The fields between two lines of dashes at the top; empty when there are none. */
    static Map<String, String> frontMatter(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        var lines = withoutComments(text).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().strip().equals(FENCE)) return fields;
        for (String line : lines.subList(1, lines.size())) {
            if (line.strip().equals(FENCE)) return fields;
            int colon = line.indexOf(':');
            if (colon > 0)
                fields.put(
                        line.substring(0, colon).strip(),
                        unquoted(line.substring(colon + 1).strip()));
        }
        return Map.of();
    }

    static Optional<String> field(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isBlank());
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
