package moltis.config.schema;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What values a key takes, and how a value of the file becomes one of the program. The types are in {@link Types}. */
public abstract class KeyType<T> {

    /** What the key takes, in words: "a whole number from 0 to 65535". */
    public abstract String words();

    /** The JSON Schema type. */
    public abstract String jsonType();

    /** @param home what {@code ~} stands for */
    abstract T convert(Object raw, Path home) throws BadValue;

    /** The value as the file would say it. */
    Object plain(T value) {
        return value instanceof Choice choice ? choice.written() : value.toString();
    }

    /** The values to choose from; empty when there is no list. */
    public List<String> known() {
        return List.of();
    }

    /** Whether a value beside the known ones is an error. */
    public boolean isStrict() {
        return false;
    }

    public boolean isSecret() {
        return false;
    }

    /** A warning about a value that is taken as it is. */
    Optional<String> doubt(T value) {
        return Optional.empty();
    }

    static String found(Object raw) {
        return switch (raw) {
            case String _, FromEnvironment _ -> "text";
            case Boolean _ -> "true or false";
            case Number _ -> "a number";
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "a table";
            default -> "a date";
        };
    }

    final BadValue mismatch(Object raw) {
        return BadValue.type("must be " + words() + ", not " + found(raw));
    }
}
