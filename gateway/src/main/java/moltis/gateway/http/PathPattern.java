package moltis.gateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with places: {@code /api/sessions/{key}/history}, or {@code /assets/{path…}} for the whole rest. Paths are matched
 * as they came, percent-encoded; the values of the places are decoded after that, so an encoded slash stays inside its
 * place.
 */
record PathPattern(String text, List<String> parts) {

    static PathPattern of(String text) {
        return new PathPattern(text, List.of(text.substring(1).split("/", -1)));
    }

    boolean hasPlaces() {
        return text.indexOf('{') >= 0;
    }

    /** The values of the places, or empty if the path does not fit. */
    Optional<Map<String, String>> match(String path) {
        String[] given = path.substring(1).split("/", -1);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.endsWith("…}")) {
                if (i >= given.length) return Optional.empty();
                String rest = String.join("/", List.of(given).subList(i, given.length));
                return put(values, part.substring(1, part.length() - 2), rest);
            }
            if (i >= given.length) return Optional.empty();
            if (part.startsWith("{")) {
                if (given[i].isEmpty()
                        || put(values, part.substring(1, part.length() - 1), given[i])
                                .isEmpty()) return Optional.empty();
            } else if (!part.equals(given[i])) {
                return Optional.empty();
            }
        }
        return parts.size() == given.length ? Optional.of(values) : Optional.empty();
    }

    private static Optional<Map<String, String>> put(Map<String, String> values, String name, String encoded) {
        try {
            // A plus sign in a path is a plus sign.
            values.put(name, URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
            return Optional.of(values);
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }
}
