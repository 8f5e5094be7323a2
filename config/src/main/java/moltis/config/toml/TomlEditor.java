package moltis.config.toml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Trees;

/**
 * Edits of a TOML text that leave every line they do not concern byte for byte as it was: comments, blank lines, order
 * and line ends. The result is read again before it is answered, so an edit either says what was asked for or fails.
 */
public final class TomlEditor {

    private TomlEditor() {}

    /**
     * The text with {@code value} at {@code path}. A table takes the place of a table: keys that it does not name go.
     *
     * @throws IllegalArgumentException if the file can't hold that there
     */
    public static String set(String text, KeyPath path, Object value) throws TomlSyntaxException {
        TomlDocument before = TomlDocument.parse(text);
        Object normal = Trees.normal(value);
        Map<String, Object> expected = Trees.with(before.tree(), path, normal);
        return verified(put(before, path, normal).text(), expected);
    }

    /** The text without {@code path} and all that is within it; the same text if there is no such key. */
    public static String unset(String text, KeyPath path) throws TomlSyntaxException {
        TomlDocument before = TomlDocument.parse(text);
        if (Trees.find(before.tree(), path).isEmpty()) return text;
        return verified(remove(before, path).text(), Trees.without(before.tree(), path));
    }

    private static String verified(String text, Map<String, Object> expected) throws TomlSyntaxException {
        Map<String, Object> found = TomlDocument.parse(text).tree();
        if (!Trees.pruned(found).equals(Trees.pruned(expected))) {
            throw new IllegalArgumentException("the file is laid out in a way that this key can't be changed in place");
        }
        return text;
    }

    private static TomlDocument put(TomlDocument document, KeyPath path, Object value) throws TomlSyntaxException {
        Optional<TomlStatement.Entry> holder = holder(document, path);
        if (holder.isPresent()) return replace(document, holder.get(), path, value);
        Optional<Object> present = Trees.find(document.tree(), path);
        if (value instanceof Map<?, ?> table && !path.name().isEmpty()) return putTable(document, path, table, present);
        TomlDocument cleared = present.isPresent() ? remove(document, path) : document;
        return TomlDocument.parse(new TomlInsertion(cleared).add(path, value));
    }

    private static TomlDocument putTable(TomlDocument document, KeyPath path, Map<?, ?> table, Optional<Object> present)
            throws TomlSyntaxException {
        TomlDocument current = document;
        if (present.orElse(null) instanceof Map<?, ?> old) {
            for (Object key : old.keySet()) {
                if (!table.containsKey(key)) current = remove(current, path.child(key.toString()));
            }
        } else if (present.isPresent()) {
            current = remove(current, path);
        }
        if (table.isEmpty() && present.isEmpty()) return TomlDocument.parse(new TomlInsertion(current).addTable(path));
        for (Map.Entry<?, ?> entry : plainValuesFirst(table)) {
            current = put(current, path.child(entry.getKey().toString()), entry.getValue());
        }
        return current;
    }

    private static List<Map.Entry<?, ?>> plainValuesFirst(Map<?, ?> table) {
        var ordered = new ArrayList<Map.Entry<?, ?>>();
        for (Map.Entry<?, ?> entry : table.entrySet()) if (!(entry.getValue() instanceof Map)) ordered.add(entry);
        for (Map.Entry<?, ?> entry : table.entrySet()) if (entry.getValue() instanceof Map) ordered.add(entry);
        return ordered;
    }

    /** The statement whose value is {@code path} or holds it. */
    private static Optional<TomlStatement.Entry> holder(TomlDocument document, KeyPath path) {
        for (KeyPath at = path; !at.isRoot(); at = at.parent()) {
            Optional<TomlStatement.Entry> entry = document.entry(at);
            if (entry.isPresent()) return entry;
        }
        return Optional.empty();
    }

    private static TomlDocument replace(TomlDocument document, TomlStatement.Entry entry, KeyPath path, Object value)
            throws TomlSyntaxException {
        Map<String, Object> changed = Trees.with(document.tree(), path, value);
        return rewrite(document, entry, Trees.find(changed, entry.path()).orElseThrow());
    }

    private static TomlDocument rewrite(TomlDocument document, TomlStatement.Entry entry, Object value)
            throws TomlSyntaxException {
        String text = document.text();
        return TomlDocument.parse(
                text.substring(0, entry.valueStart()) + TomlWriter.value(value) + text.substring(entry.valueEnd()));
    }

    private static TomlDocument remove(TomlDocument document, KeyPath path) throws TomlSyntaxException {
        Optional<TomlStatement.Entry> holder = holder(document, path);
        if (holder.isPresent() && !holder.get().path().equals(path)) {
            Map<String, Object> changed = Trees.without(document.tree(), path);
            Optional<Object> value = Trees.find(changed, holder.get().path());
            if (value.isPresent()) return rewrite(document, holder.get(), value.get());
        }
        var text = new StringBuilder();
        int from = 0;
        for (TomlStatement statement : document.statements()) {
            if (!statement.path().startsWith(path)) continue;
            text.append(document.text(), from, statement.start());
            from = statement.end();
        }
        return TomlDocument.parse(text.append(document.text().substring(from)).toString());
    }
}
