package moltis.testing.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.core.model.Message;
import org.jspecify.annotations.Nullable;

/** What every vendor demands of a conversation, written down independently of the codecs that must keep it. */
public final class HistoryRules {

    private HistoryRules() {}

    /** The first rule that {@code messages} breaks, or empty. */
    public static Optional<String> brokenBy(List<Message> messages) {
        Set<String> open = new HashSet<>();
        boolean conversation = false;
        @Nullable Message last = null;
        for (Message message : messages) {
            if (message instanceof Message.ToolAnswer(var id, var parts, var _)) {
                if (!open.remove(id)) return Optional.of("tool answer without a call: " + id);
                if (parts.isEmpty()) return Optional.of("empty tool answer: " + id);
            } else if (!open.isEmpty()) {
                return Optional.of("tool call without an answer: " + open);
            }
            switch (message) {
                case Message.System _ -> {
                    if (conversation) return Optional.of("system message inside the conversation");
                }
                case Message.User(var parts, var _) -> {
                    if (parts.isEmpty()) return Optional.of("empty user message");
                    conversation = true;
                }
                case Message.Assistant(var text, var _, var calls) -> {
                    if (!conversation) return Optional.of("the conversation begins with the assistant");
                    if (text.isBlank() && calls.isEmpty()) return Optional.of("empty assistant message");
                    for (var call : calls) {
                        if (!open.add(call.id())) return Optional.of("call id used twice: " + call.id());
                    }
                }
                case Message.ToolAnswer _ -> {}
            }
            last = message;
        }
        if (!open.isEmpty()) return Optional.of("tool call without an answer: " + open);
        if (last == null || last instanceof Message.System) return Optional.of("nothing was asked");
        if (last instanceof Message.Assistant) return Optional.of("the assistant has the last word");
        return Optional.empty();
    }
}
