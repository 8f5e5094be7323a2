package moltis.config.schema;

import java.util.List;
import java.util.Optional;

/** Words for values that are taken, yet look wrong. */
final class Doubts {

    private Doubts() {}

    static Optional<String> unknown(String value, List<String> known) {
        if (value.isEmpty() || known.contains(value)) return Optional.empty();
        return Optional.of("'" + value + "' is not known here; known are " + String.join(", ", known));
    }
}
