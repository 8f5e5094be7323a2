package moltis.gateway.methods;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes fields between the two lines of dashes at the top of a text, and leaves everything else as it is. */
final class FrontMatter {

    private static final String FENCE = "---";

    private FrontMatter() {}

    /** @param changes by name; an empty value takes the field out */
    static String with(String text, Map<String, Optional<String>> changes) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int open = firstLine(lines);
        int close = open < 0 ? -1 : lines.subList(open + 1, lines.size()).indexOf(FENCE) + open + 1;
        if (open < 0 || close <= open) {
            open = 0;
            close = 1;
            lines.addAll(0, List.of(FENCE, FENCE));
        }
        List<String> fields = new ArrayList<>(lines.subList(open + 1, close));
        changes.forEach((name, value) -> change(fields, name, value));
        List<String> result = new ArrayList<>(lines.subList(0, open + 1));
        result.addAll(fields);
        result.addAll(lines.subList(close, lines.size()));
        return String.join("\n", result) + "\n";
    }

    /** The fence must be the first line that says something; comments for people may stand before it. */
    private static int firstLine(List<String> lines) {
        boolean comment = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (comment || line.startsWith("<!--")) comment = !line.endsWith("-->");
            else if (!line.isEmpty()) return line.equals(FENCE) ? i : -1;
        }
        return -1;
    }

    private static void change(List<String> fields, String name, Optional<String> value) {
        fields.removeIf(line -> line.startsWith(name + ":") && value.isEmpty());
        if (value.isEmpty()) return;
        String line = name + ": " + quoted(value.get());
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).startsWith(name + ":")) {
                fields.set(i, line);
                return;
            }
        }
        fields.add(line);
    }

    /** A value is one line, whatever was typed. */
    private static String quoted(String value) {
        return '"' + value.strip().replaceAll("\\R", " ").replace("\"", "'") + '"';
    }
}
