package moltis.config.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one table of the configuration. A record's {@code read} asks it for every key, with type, default and meaning;
 * that one line is all there is to say about a key: the {@link Pass} behind it loads values, collects what is wrong,
 * finds the keys that nobody asked for, or describes the schema.
 *
 * <p>Not safe for use by many threads.
 */
public final class KeyReader {

    private final Pass pass;
    private final KeyPath path;
    private final Map<String, Object> table;
    private final Set<String> asked;
    private final boolean hot;

    private KeyReader(Pass pass, KeyPath path, Map<String, Object> table, Set<String> asked, boolean hot) {
        this.pass = pass;
        this.path = path;
        this.table = table;
        this.asked = asked;
        this.hot = hot;
    }

    static KeyReader open(Pass pass, KeyPath path, Map<String, Object> table, boolean hot) {
        var reader = new KeyReader(pass, path, table, new HashSet<>(), hot);
        if (!table.isEmpty()) pass.opened(reader);
        return reader;
    }

    /** The same table; the keys asked here apply without a restart. */
    public KeyReader hot() {
        return new KeyReader(pass, path, table, asked, true);
    }

    /** The value of {@code key}, or {@code fallback} when it is absent or wrong. */
    public <T> T get(String key, KeyType<T> type, T fallback, String about) {
        return value(key, type, fallback, about).orElse(fallback);
    }

    /** The value of {@code key}; empty when it is absent, blank or wrong. */
    public <T> Optional<T> optional(String key, KeyType<T> type, String about) {
        return value(key, type, null, about);
    }

    /** The value of a key that can't be left out; {@code standIn} lets reading go on after that was reported. */
    public <T> T required(String key, KeyType<T> type, T standIn, String about) {
        Optional<T> value = value(key, type, null, about);
        if (value.isEmpty() && raw(key) == null && !pass.describes()) {
            pass.report(Severity.ERROR, Category.MISSING_FIELD, path.child(key), "must be set.", "");
        }
        return value.orElse(standIn);
    }

    private <T> Optional<T> value(String key, KeyType<T> type, @Nullable T fallback, String about) {
        asked.add(key);
        Object raw = raw(key);
        Optional<T> value = raw == null ? Optional.empty() : pass.convert(path, key, type, raw);
        if (pass.observes()) pass.observe(path.child(key), type, fallback, value, raw, hot, about);
        return value;
    }

    /** The table {@code key}; empty when it is absent. */
    public KeyReader table(String key) {
        asked.add(key);
        return open(pass, path.child(key), pass.table(path, key, raw(key)), hot);
    }

    /** What {@code read} makes of the table {@code key}, if there is one. */
    public <T> Optional<T> optionalTable(String key, Function<KeyReader, T> read) {
        KeyReader inner = table(key);
        return raw(key) == null && !pass.describes() ? Optional.empty() : Optional.of(read.apply(inner));
    }

    /** The tables in the table {@code key}, by name, in the order of the file. */
    public <T> Map<String, T> tables(String key, Function<KeyReader, T> read) {
        return table(key).others(read);
    }

    /** The tables in this table that no key asked so far has named. */
    public <T> Map<String, T> others(Function<KeyReader, T> read) {
        var tables = new LinkedHashMap<String, T>();
        for (String name : pass.describes() ? List.of("*") : List.copyOf(table.keySet())) {
            if (asked.contains(name)) continue;
            tables.put(name, read.apply(table(name)));
        }
        return Collections.unmodifiableMap(tables);
    }

    /** The values in this table that no key asked so far has named, each read as {@code type}. */
    public <T> Map<String, T> othersAs(KeyType<T> type, String about) {
        var values = new LinkedHashMap<String, T>();
        for (String name : pass.describes() ? List.of("*") : List.copyOf(table.keySet())) {
            if (!asked.contains(name)) optional(name, type, about).ifPresent(value -> values.put(name, value));
        }
        return Collections.unmodifiableMap(values);
    }

    /** The elements of the list of tables {@code key}. */
    public <T> List<T> list(String key, Function<KeyReader, T> read) {
        asked.add(key);
        KeyPath list = path.child(key);
        if (pass.describes()) return List.of(read.apply(open(pass, list.child("[*]"), Map.of(), hot)));
        var elements = new ArrayList<T>();
        for (Map<String, Object> element : pass.elements(path, key, raw(key))) {
            elements.add(read.apply(open(pass, list.element(elements.size()), element, hot)));
        }
        return List.copyOf(elements);
    }

    /** Reports that this table, or its key {@code key}, is wrong in itself. */
    public void reject(String key, Category category, String message, String hint) {
        pass.report(Severity.ERROR, category, key.isEmpty() ? path : path.child(key), message, hint);
    }

    /** Whether the file or the environment says something about {@code key}. */
    public boolean has(String key) {
        return raw(key) != null;
    }

    KeyPath path() {
        return path;
    }

    /** The keys of the table that nobody asked for. */
    Set<String> leftOver() {
        var rest = new TreeSet<>(table.keySet());
        rest.removeAll(asked);
        return rest;
    }

    @Nullable Object leftOverValue(String key) {
        return raw(key);
    }

    Set<String> asked() {
        return asked;
    }

    private @Nullable Object raw(String key) {
        return table.get(key);
    }
}
