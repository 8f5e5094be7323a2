package moltis.config.schema;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names with text values, in the order of the file. */
final class TextMapType extends KeyType<Map<String, String>> {

    @Override
    public String words() {
        return "a table of text values";
    }

    @Override
    public String jsonType() {
        return "object";
    }

    @Override
    Map<String, String> convert(Object raw, Path home) throws BadValue {
        var texts = new LinkedHashMap<String, String>();
        for (var entry : FreeType.table(raw, this).entrySet()) {
            texts.put(entry.getKey(), Types.text(entry.getValue(), this));
        }
        return Collections.unmodifiableMap(texts);
    }

    @Override
    Object plain(Map<String, String> value) {
        return value;
    }
}
