package moltis.config.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of a key: {@code server.port}, {@code hooks.hooks[0].name}, {@code models."gpt-4.1".context_window}. An
 * element of a list is the part {@code [n]}; in the description of the schema {@code *} stands for any name and
 * {@code [*]} for any element.
 */
public record KeyPath(List<String> parts) implements Comparable<KeyPath> {

    public static final KeyPath ROOT = new KeyPath(List.of());

    public KeyPath {
        parts = List.copyOf(parts);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if {@code text} is no path
     */
    public static KeyPath parse(String text) {
        return new KeyPath(new KeyPathParser(text).parts());
    }

    public static KeyPath of(String... parts) {
        return new KeyPath(List.of(parts));
    }

    public KeyPath child(String name) {
        var longer = new ArrayList<String>(parts.size() + 1);
        longer.addAll(parts);
        longer.add(name);
        return new KeyPath(longer);
    }

    public KeyPath element(int index) {
        return child("[" + index + "]");
    }

    public boolean isRoot() {
        return parts.isEmpty();
    }

    /** @throws IllegalStateException at the root */
    public KeyPath parent() {
        if (isRoot()) throw new IllegalStateException("the root has no parent");
        return new KeyPath(parts.subList(0, parts.size() - 1));
    }

    /** The last part; empty at the root. */
    public String name() {
        return isRoot() ? "" : parts.getLast();
    }

    public boolean startsWith(KeyPath other) {
        return parts.size() >= other.parts.size()
                && parts.subList(0, other.parts.size()).equals(other.parts);
    }

    /** Whether this concrete path, or one of its parents, is what {@code pattern} (with {@code *}) describes. */
    public boolean isWithin(KeyPath pattern) {
        if (parts.size() < pattern.parts.size()) return false;
        for (int i = 0; i < pattern.parts.size(); i++) {
            String wanted = pattern.parts.get(i);
            String found = parts.get(i);
            boolean any = wanted.equals("*") || (wanted.equals("[*]") && isIndex(found));
            if (!any && !wanted.equals(found)) return false;
        }
        return true;
    }

    public static boolean isIndex(String part) {
        return part.startsWith("[") && part.endsWith("]");
    }

    /** @throws NumberFormatException if {@code part} is no index */
    public static int index(String part) {
        return Integer.parseInt(part.substring(1, part.length() - 1));
    }

    // By hand: what a record brings along is made at its first use, which takes milliseconds of the start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyPath that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public int compareTo(KeyPath other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (String part : parts) {
            if (!isIndex(part)) {
                if (!text.isEmpty()) text.append('.');
                text.append(KeyPathParser.isBare(part) || part.equals("*") ? part : KeyPathParser.quote(part));
            } else {
                text.append(part);
            }
        }
        return text.toString();
    }
}
