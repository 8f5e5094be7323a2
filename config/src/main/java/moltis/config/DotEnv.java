package moltis.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The file {@code .env} of a folder or of the nearest folder above it. */
public final class DotEnv {

    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_]\\w*)\\s*=\\s*(.*)");

    private DotEnv() {}

    /** Its variables; none when there is no such file or it can't be read. Lines that are no assignment are left out. */
    public static Map<String, String> near(Path folder) {
        for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            Path file = at.resolve(".env");
            if (Files.isRegularFile(file)) return read(file);
        }
        return Map.of();
    }

    private static Map<String, String> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException _) {
            return Map.of();
        }
    }

    static Map<String, String> parse(String text) {
        var values = new LinkedHashMap<String, String>();
        for (String line : text.split("\\R")) {
            var assignment = LINE.matcher(line);
            if (assignment.matches())
                values.put(assignment.group(1), value(assignment.group(2).strip()));
        }
        return values;
    }

    private static String value(String written) {
        if (written.length() > 1 && written.startsWith("'") && written.indexOf('\'', 1) > 0) {
            return written.substring(1, written.indexOf('\'', 1));
        }
        if (written.startsWith("\"")) {
            var text = new StringBuilder();
            for (int i = 1; i < written.length() && written.charAt(i) != '"'; i++) {
                boolean escaped = written.charAt(i) == '\\' && i + 1 < written.length();
                char c = escaped ? written.charAt(++i) : written.charAt(i);
                text.append(escaped && c == 'n' ? '\n' : c);
            }
            return text.toString();
        }
        int comment = written.indexOf(" #");
        return comment < 0 ? written : written.substring(0, comment).strip();
    }
}
