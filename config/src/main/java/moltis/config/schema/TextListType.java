package moltis.config.schema;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A list of text. */
class TextListType extends KeyType<List<String>> {

    @Override
    public String words() {
        return "a list of text";
    }

    @Override
    public String jsonType() {
        return "array";
    }

    @Override
    List<String> convert(Object raw, Path home) throws BadValue {
        Object value = raw instanceof FromEnvironment given ? JsonText.read(given.text(), this) : raw;
        if (!(value instanceof List<?> list)) throw mismatch(raw);
        var texts = new ArrayList<String>(list.size());
        for (Object element : list) texts.add(Types.text(element, this));
        return List.copyOf(texts);
    }

    @Override
    Object plain(List<String> value) {
        return value;
    }
}
