package moltis.agent;

import java.util.List;
import moltis.core.json.Json;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ToolCall;
import moltis.core.model.ToolSpec;

/** Guesses how many tokens something is: a quarter of its bytes. Good enough to stay clear of a limit. */
final class MessageSize {

    private static final int BYTES_A_TOKEN = 4;
    private static final int OVERHEAD = 4;
    private static final int IMAGE = 1_600;

    private MessageSize() {}

    static int tokens(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7F) bytes += c > 0x7FF ? 2 : 1;
        }
        return (bytes + BYTES_A_TOKEN - 1) / BYTES_A_TOKEN;
    }

    static int tokens(Message message) {
        return OVERHEAD
                + switch (message) {
                    case Message.System(var text) -> tokens(text);
                    case Message.User(var parts, var _) -> tokens(parts);
                    case Message.Assistant(var text, var _, var calls) -> tokens(text) + callTokens(calls);
                    case Message.ToolAnswer(var _, var parts, var _) -> tokens(parts);
                };
    }

    static int specTokens(List<ToolSpec> specs) {
        int sum = 0;
        for (ToolSpec spec : specs) {
            sum += OVERHEAD + tokens(spec.name()) + tokens(spec.description()) + tokens(Json.write(spec.parameters()));
        }
        return sum;
    }

    private static int tokens(List<ContentPart> parts) {
        int sum = 0;
        for (ContentPart part : parts) {
            sum += switch (part) {
                case ContentPart.Text(var text) -> tokens(text);
                case ContentPart.Image _ -> IMAGE;
            };
        }
        return sum;
    }

    private static int callTokens(List<ToolCall> calls) {
        int sum = 0;
        for (ToolCall call : calls) sum += OVERHEAD + tokens(call.name()) + tokens(Json.write(call.arguments()));
        return sum;
    }
}
