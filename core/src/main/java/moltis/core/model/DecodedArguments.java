package moltis.core.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import moltis.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A tool call's arguments as far as they could be read: every wire and every stored message uses this one reading.
 *
 * @param value what the tool gets; an empty object when nothing could be read
 * @param diagnostic why {@code value} is not simply what the model sent
 */
public record DecodedArguments(JsonNode value, Optional<Diagnostic> diagnostic) {

    private static final int PREVIEW = 160;

    /** How the arguments had to be read. */
    public enum Source {
        EMPTY_STRING("empty-string"),
        REPAIRED_STRING("repaired-string"),
        MALFORMED_STRING("malformed-string"),
        NULL_OR_MISSING("null-or-missing");

        private final String wireName;

        Source(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /**
     * @param length how many characters the model sent
     * @param preview their beginning
     * @param parseError empty when there was nothing to parse
     */
    public record Diagnostic(Source source, int length, String preview, String parseError) {

        /** What the model is told when its arguments fail validation. */
        public String forModel() {
            return "Argument decode status: arg_decode=" + source.wireName() + " raw_len=" + length + " parse_error="
                    + (parseError.isEmpty() ? "none" : parseError) + ". Raw argument preview: " + preview;
        }
    }

    /** Arguments that are JSON already are kept with their types; a JSON string is read as text. */
    public static DecodedArguments of(@Nullable JsonNode raw) {
        if (raw == null || raw.isNull() || raw.isMissingNode()) return empty(Source.NULL_OR_MISSING, "", "");
        return raw.isString() ? of(raw.asString()) : new DecodedArguments(raw, Optional.empty());
    }

    /** Arguments as the text that the model streamed. */
    public static DecodedArguments of(String raw) {
        if (raw.isBlank()) return empty(Source.EMPTY_STRING, raw, "");
        String error;
        try {
            return decoded(Json.parse(raw), raw);
        } catch (JacksonException e) {
            error = e.getOriginalMessage();
        }
        try {
            JsonNode repaired = Json.parse(closed(withoutTrailingCommas(withoutComments(raw))));
            return new DecodedArguments(
                    repaired, Optional.of(new Diagnostic(Source.REPAIRED_STRING, raw.length(), preview(raw), error)));
        } catch (JacksonException _) {
            return empty(Source.MALFORMED_STRING, raw, error);
        }
    }

    private static DecodedArguments decoded(JsonNode value, String raw) {
        return value.isNull() ? empty(Source.NULL_OR_MISSING, raw, "") : new DecodedArguments(value, Optional.empty());
    }

    private static DecodedArguments empty(Source source, String raw, String error) {
        return new DecodedArguments(
                Json.object(), Optional.of(new Diagnostic(source, raw.length(), preview(raw), error)));
    }

    private static String preview(String raw) {
        return raw.length() <= PREVIEW ? raw : raw.substring(0, PREVIEW) + "...";
    }

    private static String withoutComments(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        boolean inString = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (!inString && c == '/' && i + 1 < raw.length() && raw.charAt(i + 1) == '/') {
                while (i + 1 < raw.length() && raw.charAt(i + 1) != '\n') i++;
                continue;
            }
            if (c == '"') inString = !inString;
            out.append(c);
            if (inString && c == '\\' && i + 1 < raw.length()) out.append(raw.charAt(++i));
        }
        return out.toString();
    }

    private static String withoutTrailingCommas(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        boolean inString = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (!inString && c == ',' && closes(raw, i + 1)) continue;
            if (c == '"') inString = !inString;
            out.append(c);
            if (inString && c == '\\' && i + 1 < raw.length()) out.append(raw.charAt(++i));
        }
        return out.toString();
    }

    /** Whether nothing but white space stands between {@code at} and a closing bracket or the end. */
    private static boolean closes(String raw, int at) {
        while (at < raw.length() && Character.isWhitespace(raw.charAt(at))) at++;
        return at == raw.length() || raw.charAt(at) == '}' || raw.charAt(at) == ']';
    }

    private static String closed(String raw) {
        StringBuilder out = new StringBuilder(raw);
        Deque<Character> open = new ArrayDeque<>();
        boolean inString = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (inString && c == '\\') {
                if (++i == raw.length()) out.setLength(out.length() - 1);
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString) {
                if (c == '{') open.push('}');
                if (c == '[') open.push(']');
                if ((c == '}' || c == ']') && !open.isEmpty()) open.pop();
            }
        }
        if (inString) out.append('"');
        while (!open.isEmpty()) out.append(open.pop());
        return out.toString();
    }
}
