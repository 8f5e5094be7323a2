package moltis.core.model;

import java.util.List;
import java.util.Optional;

/** One message of a request, in the words that every wire protocol can be written from. */
public sealed interface Message {

    record System(String text) implements Message {}

    /** @param name who wrote it, when a conversation has several people */
    record User(List<ContentPart> parts, Optional<String> name) implements Message {
        public User {
            parts = List.copyOf(parts);
        }

        public static User text(String text) {
            return new User(List.of(new ContentPart.Text(text)), Optional.empty());
        }
    }

    /**
     * @param text may be empty when there are calls
     * @param reasoning what the model thought, or empty; most wires never send it back
     */
    record Assistant(String text, String reasoning, List<ToolCall> calls) implements Message {
        public Assistant {
            calls = List.copyOf(calls);
        }

        public static Assistant text(String text) {
            return new Assistant(text, "", List.of());
        }
    }

    /** The answer to one tool call; every call has exactly one before the next assistant message. */
    record ToolAnswer(String callId, List<ContentPart> parts, boolean failed) implements Message {
        public ToolAnswer {
            parts = List.copyOf(parts);
        }

        public static ToolAnswer text(String callId, String text) {
            return new ToolAnswer(callId, List.of(new ContentPart.Text(text)), false);
        }
    }
}
