package moltis.core.session;

import java.util.Locale;

/** Who a transcript line is from; the {@code role} of the stored JSON. */
public enum Role {
    SYSTEM,
    /** Shown to people, never sent to a model. */
    NOTICE,
    USER,
    ASSISTANT,
    /** A tool's answer as the model saw it (older transcripts). */
    TOOL,
    /** A tool call with its answer, as people see it. */
    TOOL_RESULT;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no role has that name */
    public static Role parse(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
