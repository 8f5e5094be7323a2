package moltis.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Trees;
import moltis.config.toml.TomlDocument;
import moltis.config.toml.TomlEditor;
import moltis.config.toml.TomlSyntaxException;
import moltis.core.json.Json;
import tools.jackson.core.JacksonException;

/** The languages in which a configuration may be written. TOML is the one that is edited in place. */
public enum ConfigFormat {
    TOML,
    YAML,
    JSON;

    /**
     * @param line the line of a key, counted from 1; 0 where it is not known
     * @param inline whether a table is written as one value, and so stands for the whole table
     */
    record Parsed(Map<String, Object> tree, ToIntFunction<KeyPath> line, Predicate<KeyPath> inline) {}

    /** The text is not of this format. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        private final int line;

        Malformed(int line, String message) {
            super(message, null, false, false);
            this.line = line;
        }

        int line() {
            return line;
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    static ConfigFormat of(String fileName) {
        if (fileName.endsWith(".json")) return JSON;
        return fileName.endsWith(".yaml") || fileName.endsWith(".yml") ? YAML : TOML;
    }

    Parsed parse(String text) throws Malformed {
        try {
            return switch (this) {
                case TOML -> {
                    TomlDocument document = TomlDocument.parse(text);
                    yield new Parsed(document.tree(), document::line, document::isInline);
                }
                case YAML -> plain(YamlText.parse(text));
                case JSON -> plain(json(text));
            };
        } catch (TomlSyntaxException e) {
            throw new Malformed(e.line(), e.sentence());
        }
    }

    /** The text with {@code value} at {@code path}. */
    String set(String text, KeyPath path, Object value) throws Malformed {
        try {
            if (this == TOML) return TomlEditor.set(text, path, value);
        } catch (TomlSyntaxException e) {
            throw new Malformed(e.line(), e.sentence());
        }
        return write(Trees.with(parse(text).tree(), path, Trees.normal(value)));
    }

    /** The text without {@code path}. */
    String unset(String text, KeyPath path) throws Malformed {
        try {
            if (this == TOML) return TomlEditor.unset(text, path);
        } catch (TomlSyntaxException e) {
            throw new Malformed(e.line(), e.sentence());
        }
        return write(Trees.without(parse(text).tree(), path));
    }

    private String write(Map<String, Object> tree) {
        return this == YAML
                ? YamlText.write(tree)
                : Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    }

    private static Parsed plain(Map<String, Object> tree) {
        return new Parsed(tree, _ -> 0, _ -> false);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String text) throws Malformed {
        if (text.isBlank()) return Map.of();
        try {
            return Trees.table(Trees.normal(Json.MAPPER.readValue(text, LinkedHashMap.class)));
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new Malformed(Math.max(line, 0), "the text is not a JSON object");
        }
    }
}
