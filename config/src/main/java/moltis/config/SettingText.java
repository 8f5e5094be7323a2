package moltis.config;

import java.util.Locale;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeySpec;
import moltis.config.schema.Trees;
import moltis.core.json.Json;
import tools.jackson.core.JacksonException;

/** A value typed in a terminal. */
final class SettingText {

    private SettingText() {}

    /** A key that takes text gets it as it is; else lists and tables are JSON, then true, false and numbers are tried. */
    static Object read(KeyPath path, String text) {
        boolean plainText = Defaults.specs().stream()
                .filter(spec -> spec.path().parts().size() == path.parts().size() && path.isWithin(spec.path()))
                .map(KeySpec::type)
                .anyMatch(type -> type.jsonType().equals("string"));
        return plainText ? text : guess(text);
    }

    private static Object guess(String text) {
        String trimmed = text.strip();
        boolean list = trimmed.startsWith("[") && trimmed.endsWith("]");
        boolean table = trimmed.startsWith("{") && trimmed.endsWith("}");
        try {
            if (list || table) return Trees.normal(Json.MAPPER.readValue(trimmed, Object.class));
        } catch (JacksonException _) {
            return text;
        }
        String word = trimmed.toLowerCase(Locale.ROOT);
        if (word.equals("true") || word.equals("false")) return word.equals("true");
        if (trimmed.matches("[+-]?\\d{1,18}")) return Long.parseLong(trimmed);
        if (trimmed.matches("[+-]?\\d+\\.\\d+([eE][+-]?\\d+)?")) return Double.parseDouble(trimmed);
        return text;
    }
}
