package moltis.gateway.methods;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parameters of a change, in which "not sent" and "sent as null" are two things. A field may have several names. */
record PatchParams(ObjectNode params) {

    /** The text without surrounding blanks; empty when it is absent, of another type, or blank. */
    Optional<String> text(String... names) {
        for (String name : names) {
            JsonNode value = params.path(name);
            if (!value.isString()) continue;
            String text = value.stringValue().strip();
            if (!text.isEmpty()) return Optional.of(text);
        }
        return Optional.empty();
    }

    /** Absent or of another type keeps what is there, which is null here; null and blank text remove it. */
    @Nullable Optional<String> change(String... names) {
        for (String name : names) {
            JsonNode value = params.path(name);
            if (value.isNull() || value.isString()) return text(name);
        }
        return null;
    }
}
