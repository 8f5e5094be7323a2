package moltis.config.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parsed files as plain values: a table is a {@code Map}, a list a {@code List}, a whole number a {@code Long}, and the
 * rest text, {@code Double}, {@code Boolean} and dates. No function changes the tree it is given.
 */
public final class Trees {

    private Trees() {}

    /** The value at {@code path}, if there is one. */
    public static Optional<Object> find(Map<String, Object> tree, KeyPath path) {
        Object at = tree;
        for (String part : path.parts()) {
            at = step(at, part);
            if (at == null) return Optional.empty();
        }
        return Optional.of(at);
    }

    private static @Nullable Object step(Object at, String part) {
        if (at instanceof Map<?, ?> table) return table.get(part);
        if (at instanceof List<?> list && KeyPath.isIndex(part)) {
            int index = KeyPath.index(part);
            return index < list.size() ? list.get(index) : null;
        }
        return null;
    }

    /** {@code over} laid upon {@code under}: tables are joined, every other value replaces. */
    public static Map<String, Object> merge(Map<String, Object> under, Map<String, Object> over) {
        var merged = new LinkedHashMap<>(under);
        over.forEach((key, value) -> {
            Object below = merged.get(key);
            merged.put(
                    key,
                    below instanceof Map<?, ?> && value instanceof Map<?, ?>
                            ? merge(table(below), table(value))
                            : value);
        });
        return merged;
    }

    /**
     * The tree with {@code value} at {@code path}; tables on the way are made.
     *
     * @throws IllegalArgumentException if the way leads through something that is no table, or to no element of a list
     */
    public static Map<String, Object> with(Map<String, Object> tree, KeyPath path, Object value) {
        return table(with(tree, path.parts(), value));
    }

    private static Object with(@Nullable Object at, List<String> parts, Object value) {
        if (parts.isEmpty()) return value;
        String part = parts.getFirst();
        List<String> rest = parts.subList(1, parts.size());
        if (KeyPath.isIndex(part)) {
            var list = at instanceof List<?> elements ? new ArrayList<Object>(elements) : new ArrayList<Object>();
            int index = KeyPath.index(part);
            if (index >= list.size()) throw new IllegalArgumentException("the list has no element " + part);
            list.set(index, with(list.get(index), rest, value));
            return list;
        }
        if (at != null && !(at instanceof Map<?, ?>))
            throw new IllegalArgumentException("what holds '" + part + "' is no table");
        var table = at == null ? new LinkedHashMap<String, Object>() : new LinkedHashMap<>(table(at));
        table.put(part, with(table.get(part), rest, value));
        return table;
    }

    /** The tree without what is at {@code path}; a table that is left empty stays. */
    public static Map<String, Object> without(Map<String, Object> tree, KeyPath path) {
        if (path.isRoot()) return Map.of();
        Optional<Object> parent = find(tree, path.parent());
        if (parent.orElse(null) instanceof Map<?, ?> table && table.containsKey(path.name())) {
            var smaller = new LinkedHashMap<>(table(table));
            smaller.remove(path.name());
            return path.parent().isRoot() ? smaller : with(tree, path.parent(), smaller);
        }
        if (parent.orElse(null) instanceof List<?> list && KeyPath.index(path.name()) < list.size()) {
            var smaller = new ArrayList<Object>(list);
            smaller.remove(KeyPath.index(path.name()));
            return with(tree, path.parent(), smaller);
        }
        return tree;
    }

    /** The tree without tables that hold nothing. */
    public static Map<String, Object> pruned(Map<String, Object> tree) {
        var kept = new LinkedHashMap<String, Object>();
        tree.forEach((key, value) -> {
            Object inner = value instanceof Map<?, ?> table ? pruned(table(table)) : value;
            if (!(inner instanceof Map<?, ?> table && table.isEmpty())) kept.put(key, inner);
        });
        return kept;
    }

    /** The same value with whole numbers as {@code Long} and fractions as {@code Double}, as a parsed file has them. */
    public static Object normal(Object value) {
        // Not a switch: the first switch over types costs ten milliseconds at start.
        if (value instanceof Long || value instanceof String || value instanceof Boolean || value instanceof Double) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short) return ((Number) value).longValue();
        if (value instanceof BigInteger number) return number.longValueExact();
        if (value instanceof Float || value instanceof BigDecimal) return ((Number) value).doubleValue();
        if (value instanceof List<?> list)
            return list.stream().map(Trees::normal).toList();
        if (!(value instanceof Map<?, ?> map)) return value;
        var table = new LinkedHashMap<String, Object>();
        map.forEach((key, element) -> table.put(key.toString(), normal(element)));
        return table;
    }

    /** {@code value}, which is a table. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> table(Object value) {
        return (Map<String, Object>) value;
    }
}
