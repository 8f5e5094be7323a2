package moltis.config.schema;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table that another module reads; it may hold secrets, so it counts as one. */
final class FreeType extends KeyType<Map<String, Object>> {

    @Override
    public String words() {
        return "a table";
    }

    @Override
    public String jsonType() {
        return "object";
    }

    @Override
    public boolean isSecret() {
        return true;
    }

    @Override
    Map<String, Object> convert(Object raw, Path home) throws BadValue {
        return Collections.unmodifiableMap(resolved(table(raw, this)));
    }

    @Override
    Object plain(Map<String, Object> value) {
        return value;
    }

    static Map<String, Object> table(Object raw, KeyType<?> type) throws BadValue {
        Object value = raw instanceof FromEnvironment given ? JsonText.read(given.text(), type) : raw;
        if (!(value instanceof Map<?, ?> map)) throw type.mismatch(raw);
        var table = new LinkedHashMap<String, Object>();
        map.forEach((key, element) -> table.put(key.toString(), element));
        return table;
    }

    private static Map<String, Object> resolved(Map<String, Object> table) {
        var plain = new LinkedHashMap<String, Object>();
        table.forEach((key, value) -> plain.put(key, resolved(value)));
        return plain;
    }

    private static Object resolved(Object value) {
        return switch (value) {
            case FromEnvironment given -> given.text();
            case List<?> list -> list.stream().map(FreeType::resolved).toList();
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<String, Object>();
                map.forEach((key, element) -> plain.put(key.toString(), resolved(element)));
                yield Collections.unmodifiableMap(plain);
            }
            default -> value;
        };
    }
}
