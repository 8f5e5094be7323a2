package moltis.config.toml;

import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values and keys as TOML text, each on one line. */
public final class TomlWriter {

    private TomlWriter() {}

    /** @throws IllegalArgumentException for a value that TOML does not have */
    public static String value(Object value) {
        return switch (value) {
            case String text -> TomlEscapes.quote(text);
            case Boolean flag -> flag.toString();
            case Double number -> number(number);
            case Number number -> number.toString();
            case Temporal moment -> moment.toString();
            case List<?> list -> list.stream().map(TomlWriter::value).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map when map.isEmpty() -> "{}";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> key(entry.getKey().toString()) + " = " + value(entry.getValue()))
                        .collect(Collectors.joining(", ", "{ ", " }"));
            default -> throw new IllegalArgumentException("a value of this kind can't be written to the file");
        };
    }

    private static String number(double number) {
        if (Double.isNaN(number)) return "nan";
        if (Double.isInfinite(number)) return number > 0 ? "inf" : "-inf";
        return Double.toString(number).replace("E", "e");
    }

    static String key(String name) {
        return name.matches("[A-Za-z0-9_-]+") ? name : TomlEscapes.quote(name);
    }

    static String dotted(List<String> names) {
        return names.stream().map(TomlWriter::key).collect(Collectors.joining("."));
    }
}
