package moltis.providers.wire;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.core.model.Message;

/** Finds in a conversation what vendors refuse, before it costs a round trip. */
public final class HistoryCheck {

    private HistoryCheck() {}

    /**
     * The first fault as a sentence, or empty: answers without a call, calls without an answer, an answer or call twice,
     * empty messages, a conversation that the assistant begins or ends.
     */
    public static Optional<String> fault(List<Message> messages) {
        Set<String> unanswered = new HashSet<>();
        boolean begun = false;
        boolean asked = false;
        for (Message message : messages) {
            if (!(message instanceof Message.ToolAnswer) && !unanswered.isEmpty())
                return Optional.of(missing(unanswered));
            switch (message) {
                case Message.System _ -> {}
                case Message.User(var parts, var _) -> {
                    if (parts.isEmpty()) return Optional.of("A user message is empty.");
                    begun = true;
                    asked = true;
                }
                case Message.Assistant(var text, var _, var calls) -> {
                    if (!begun) return Optional.of("The conversation begins with the assistant.");
                    if (text.isBlank() && calls.isEmpty()) return Optional.of("An assistant message is empty.");
                    for (var call : calls) {
                        if (!unanswered.add(call.id())) return Optional.of("Two calls have the id " + call.id() + ".");
                    }
                    asked = false;
                }
                case Message.ToolAnswer(var id, var _, var _) -> {
                    if (!unanswered.remove(id)) return Optional.of("A tool result has no call: " + id + ".");
                    asked = true;
                }
            }
        }
        if (!unanswered.isEmpty()) return Optional.of(missing(unanswered));
        return asked ? Optional.empty() : Optional.of("The conversation does not end with a question.");
    }

    private static String missing(Set<String> unanswered) {
        return "A tool call has no result: " + String.join(", ", unanswered) + ".";
    }
}
