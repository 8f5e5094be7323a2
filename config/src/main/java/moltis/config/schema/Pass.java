package moltis.config.schema;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the configuration tree, from {@link #reader()} to {@link #finish()}. It gathers what is wrong instead
 * of stopping at the first fault.
 */
public final class Pass {

    private final Map<String, Object> tree;
    private final Path home;
    private final boolean describes;
    private final @Nullable Consumer<KeyValue> observer;
    private final List<ConfigIssue> issues = new ArrayList<>();
    private final List<KeyReader> opened = new ArrayList<>();

    private Pass(Map<String, Object> tree, Path home, boolean describes, @Nullable Consumer<KeyValue> observer) {
        this.tree = tree;
        this.home = home;
        this.describes = describes;
        this.observer = observer;
    }

    /** A walk that reads values. */
    public static Pass reading(Map<String, Object> tree, Path home) {
        return new Pass(tree, home, false, null);
    }

    /** A walk that reads values and shows each of them to {@code observer}. */
    public static Pass observing(Map<String, Object> tree, Path home, Consumer<KeyValue> observer) {
        return new Pass(tree, home, false, observer);
    }

    /** A walk that visits every key there is, with {@code *} for free names. */
    public static Pass describing(Consumer<KeySpec> observer) {
        return new Pass(Map.of(), Path.of("~"), true, value -> observer.accept(value.spec()));
    }

    public KeyReader reader() {
        return KeyReader.open(this, KeyPath.ROOT, tree, false);
    }

    /** What was found, the keys that nobody reads included. */
    public List<ConfigIssue> finish() {
        for (KeyReader reader : opened) {
            for (String key : reader.leftOver()) unknown(reader, key);
        }
        opened.clear();
        return List.copyOf(issues);
    }

    private void unknown(KeyReader reader, String key) {
        String hint = Nearest.of(key, reader.asked())
                .map(near -> "did you mean '" + near + "'?")
                .orElse("");
        Optional<String> variable = override(reader.leftOverValue(key));
        String message = variable.map(
                        name -> "is not a key that Moltis knows; the variable " + name + " has no effect.")
                .orElse("is not a key that Moltis knows; it has no effect.");
        Category category = variable.isPresent() ? Category.ENVIRONMENT : Category.UNKNOWN_FIELD;
        report(Severity.WARNING, category, reader.path().child(key), message, hint);
    }

    /** The variable that alone brought a value in. */
    private static Optional<String> override(@Nullable Object value) {
        if (value instanceof FromEnvironment given) {
            return given.beneath() == null && given.isOverride() ? Optional.of(given.variable()) : Optional.empty();
        }
        if (!(value instanceof Map<?, ?> table) || table.size() != 1) return Optional.empty();
        return override(table.values().iterator().next());
    }

    void opened(KeyReader reader) {
        opened.add(reader);
    }

    boolean describes() {
        return describes;
    }

    boolean observes() {
        return observer != null;
    }

    void report(Severity severity, Category category, KeyPath path, String message, String hint) {
        issues.add(ConfigIssue.of(severity, category, path, message, hint));
    }

    /** An override that does not fit is reported and the value beneath it counts. */
    <T> Optional<T> convert(KeyPath parent, String key, KeyType<T> type, Object raw) {
        try {
            if (isUnset(type, raw)) return Optional.empty();
            T value = type.convert(raw, home);
            type.doubt(value)
                    .ifPresent(doubt -> report(
                            Severity.WARNING,
                            Category.INVALID_VALUE,
                            parent.child(key),
                            "has a value that is taken as it is: " + doubt + ".",
                            ""));
            return Optional.of(value);
        } catch (BadValue bad) {
            if (raw instanceof FromEnvironment given && given.isOverride()) {
                report(
                        Severity.WARNING,
                        Category.ENVIRONMENT,
                        parent.child(key),
                        bad.text() + "; the variable " + given.variable() + " is ignored.",
                        "correct or unset " + given.variable());
                Object beneath = given.beneath();
                return beneath == null ? Optional.empty() : convert(parent, key, type, beneath);
            }
            report(Severity.ERROR, bad.category(), parent.child(key), bad.text() + ".", "");
            return Optional.empty();
        }
    }

    /** Blank text says nothing, and so does a secret whose variable is not set. */
    private static boolean isUnset(KeyType<?> type, Object raw) {
        if (!type.jsonType().equals("string")) return false;
        String text = raw instanceof FromEnvironment given ? given.text() : raw instanceof String plain ? plain : "-";
        return text.isBlank() || (type.isSecret() && text.matches("\\$\\{\\w+}"));
    }

    <T> void observe(
            KeyPath path,
            KeyType<T> type,
            @Nullable T fallback,
            Optional<T> value,
            @Nullable Object raw,
            boolean hot,
            String about) {
        if (observer == null) return;
        Optional<Object> plainFallback = Optional.ofNullable(fallback).map(type::plain);
        var spec = new KeySpec(path, type, plainFallback, hot, about);
        KeyValue.Source source = value.isEmpty()
                ? KeyValue.Source.DEFAULT
                : raw instanceof FromEnvironment ? KeyValue.Source.ENVIRONMENT : KeyValue.Source.FILE;
        observer.accept(new KeyValue(spec, value.map(type::plain).or(() -> plainFallback), source));
    }

    Map<String, Object> table(KeyPath parent, String key, @Nullable Object raw) {
        if (raw == null) return Map.of();
        return convert(parent, key, Tables.TABLE, raw).orElse(Map.of());
    }

    List<Map<String, Object>> elements(KeyPath parent, String key, @Nullable Object raw) {
        if (raw == null) return List.of();
        return convert(parent, key, Tables.LIST, raw).orElse(List.of());
    }

    /** The types of what holds keys. */
    private static final class Tables {

        static final KeyType<Map<String, Object>> TABLE = new KeyType<>() {
            @Override
            public String words() {
                return "a table";
            }

            @Override
            public String jsonType() {
                return "object";
            }

            @Override
            Map<String, Object> convert(Object raw, Path home) throws BadValue {
                return FreeType.table(raw, this);
            }
        };

        static final KeyType<List<Map<String, Object>>> LIST = new KeyType<>() {
            @Override
            public String words() {
                return "a list of tables";
            }

            @Override
            public String jsonType() {
                return "array";
            }

            @Override
            List<Map<String, Object>> convert(Object raw, Path home) throws BadValue {
                Object value = raw instanceof FromEnvironment given ? JsonText.read(given.text(), this) : raw;
                if (!(value instanceof List<?> list)) throw mismatch(raw);
                var tables = new ArrayList<Map<String, Object>>();
                for (Object element : list) tables.add(new LinkedHashMap<>(FreeType.table(element, this)));
                return tables;
            }
        };
    }
}
