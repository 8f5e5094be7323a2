package moltis.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Trees;
import org.jspecify.annotations.Nullable;

/** Builds a tree from paths, lists of tables included: an element that is not there yet is made. */
final class ElementTrees {

    private ElementTrees() {}

    static Map<String, Object> put(Map<String, Object> tree, KeyPath path, Object value) {
        return Trees.table(put(tree, path.parts(), value));
    }

    private static Object put(@Nullable Object at, List<String> parts, Object value) {
        if (parts.isEmpty()) return value;
        String part = parts.getFirst();
        List<String> rest = parts.subList(1, parts.size());
        if (KeyPath.isIndex(part)) {
            var list = at instanceof List<?> elements ? new ArrayList<Object>(elements) : new ArrayList<Object>();
            int index = KeyPath.index(part);
            while (list.size() <= index) list.add(Map.of());
            list.set(index, put(list.get(index), rest, value));
            return list;
        }
        var table = at instanceof Map<?, ?> map
                ? new LinkedHashMap<>(Trees.table(map))
                : new LinkedHashMap<String, Object>();
        table.put(part, put(table.get(part), rest, value));
        return table;
    }
}
