package moltis.agent;

import java.util.Set;
import java.util.regex.Pattern;

/** Reads a tool's name as a model wrote it. */
final class ToolNames {

    private static final Pattern QUOTES = Pattern.compile("^[\"'`]+|[\"'`]+$");
    private static final Pattern NUMBERED = Pattern.compile("_\\d+$");
    private static final String PREFIX = "functions_";

    private ToolNames() {}

    /** The known name that {@code written} means; otherwise the tidied name, which no tool has. */
    static String clean(String written, Set<String> known) {
        String name = QUOTES.matcher(written.strip()).replaceAll("").strip();
        if (known.contains(name)) return name;
        if (name.startsWith(PREFIX)) name = name.substring(PREFIX.length());
        if (known.contains(name)) return name;
        String bare = NUMBERED.matcher(name).replaceFirst("");
        return bare.isEmpty() ? name : bare;
    }
}
