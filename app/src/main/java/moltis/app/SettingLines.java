package moltis.app;

import java.util.StringJoiner;
import moltis.config.schema.KeyPath;
import tools.jackson.databind.JsonNode;

/** Settings as TOML lines with whole keys; one value alone as itself. */
final class SettingLines {

    private SettingLines() {}

    static String of(KeyPath path, JsonNode value) {
        if (!value.isObject()) return value.isString() ? value.asString() : value.toString();
        StringJoiner lines = new StringJoiner("\n");
        add(path.isRoot() ? "" : path.toString(), value, lines);
        return lines.toString();
    }

    private static void add(String key, JsonNode value, StringJoiner lines) {
        if (!value.isObject()) {
            lines.add(key + " = " + value); // text, numbers, booleans and lists are written alike in JSON and TOML
            return;
        }
        value.properties().forEach(entry -> add(joined(key, entry.getKey()), entry.getValue(), lines));
    }

    private static String joined(String key, String name) {
        String part = name.matches("[A-Za-z0-9_-]+") ? name : "\"" + name + "\"";
        return key.isEmpty() ? part : key + "." + part;
    }
}
