package moltis.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeySpec;
import moltis.config.schema.KeyValue;
import moltis.config.schema.Trees;

/** What is shown instead of a secret, and how to know it again when it comes back as a value. */
final class Masks {

    static final String SET = "[set]";
    static final String FROM_ENVIRONMENT = "[set by the environment]";

    private Masks() {}

    /** The value of a key as anyone may see it. */
    static Optional<Object> shown(KeyValue value) {
        if (!value.spec().type().isSecret()) return value.value();
        String mask = value.source() == KeyValue.Source.ENVIRONMENT ? FROM_ENVIRONMENT : SET;
        return value.value().map(secret -> masked(secret, mask));
    }

    private static Object masked(Object secret, String mask) {
        return switch (secret) {
            case Map<?, ?> table -> {
                var shown = new LinkedHashMap<String, Object>();
                table.forEach((key, value) -> shown.put(key.toString(), masked(value, mask)));
                yield shown;
            }
            case List<?> list ->
                list.stream().map(element -> masked(element, mask)).toList();
            default -> mask;
        };
    }

    /**
     * The first place within {@code value} where a mask stands. Where a secret belongs, that is anything which looks like
     * one; elsewhere only what is shown here.
     */
    static Optional<KeyPath> find(KeyPath path, Object value) {
        List<KeyPath> secrets = Defaults.specs().stream()
                .filter(spec -> spec.type().isSecret())
                .map(KeySpec::path)
                .toList();
        return find(path, value, secrets);
    }

    private static Optional<KeyPath> find(KeyPath path, Object value, List<KeyPath> secrets) {
        return switch (value) {
            case String text -> {
                boolean secret = secrets.stream().anyMatch(path::isWithin);
                yield isShownMask(text) || (secret && looksMasked(text)) ? Optional.of(path) : Optional.empty();
            }
            case Map<?, ?> table ->
                Trees.table(table).entrySet().stream()
                        .flatMap(entry -> find(path.child(entry.getKey()), entry.getValue(), secrets).stream())
                        .findFirst();
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    Optional<KeyPath> found = find(path.element(i), list.get(i), secrets);
                    if (found.isPresent()) yield found;
                }
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static boolean isShownMask(String text) {
        String value = text.strip();
        return value.equals(SET) || value.equals(FROM_ENVIRONMENT) || value.equalsIgnoreCase("[REDACTED]");
    }

    /** Rows of dots or stars, or the two ends of a key. */
    static boolean looksMasked(String text) {
        return text.strip()
                .matches(
                        "\\[secret]|[*•●∙·x]{4,}|.{0,8}[*•●]{3,}.{0,4}|[A-Za-z0-9_-]{2,10}(?:…|\\.\\.\\.)[A-Za-z0-9_-]{0,6}");
    }
}
