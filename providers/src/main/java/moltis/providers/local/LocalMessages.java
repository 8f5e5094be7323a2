package moltis.providers.local;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import moltis.core.json.Json;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import tools.jackson.databind.node.ArrayNode;

/**
 * A conversation in the form that chat templates take: one system message, then user and assistant in turn, text only.
 * Calls and results are written as the text in which such models know them.
 */
final class LocalMessages {

    private LocalMessages() {}

    static String write(List<Message> messages) {
        StringJoiner system = new StringJoiner("\n\n");
        List<Turn> turns = new ArrayList<>();
        for (Message message : messages) {
            switch (message) {
                case Message.System(var text) -> {
                    if (!text.isBlank()) system.add(text);
                }
                case Message.User(var parts, var name) ->
                    add(turns, "user", name.map(sender -> "[" + sender + "]: ").orElse("") + text(parts));
                case Message.Assistant assistant -> add(turns, "assistant", text(assistant));
                case Message.ToolAnswer(var _, var parts, var failed) ->
                    add(turns, "user", (failed ? "[Tool failed]\n" : "[Tool result]\n") + text(parts));
            }
        }
        ArrayNode all = Json.array();
        if (system.length() > 0) all.addObject().put("role", "system").put("content", system.toString());
        for (Turn turn : turns) {
            all.addObject().put("role", turn.role).put("content", turn.text.toString());
        }
        return all.toString();
    }

    /** Neighbours with the same role become one message: templates want them to alternate. */
    private static void add(List<Turn> turns, String role, String text) {
        if (!turns.isEmpty() && turns.getLast().role.equals(role)) {
            turns.getLast().text.append("\n\n").append(text);
        } else {
            turns.add(new Turn(role, new StringBuilder(text)));
        }
    }

    private static String text(List<ContentPart> parts) {
        StringJoiner all = new StringJoiner("\n");
        for (ContentPart part : parts) {
            all.add(
                    switch (part) {
                        case ContentPart.Text(var text) -> text;
                        case ContentPart.Image _ -> "[a picture, which this model can't see]";
                    });
        }
        return all.toString();
    }

    private static String text(Message.Assistant message) {
        StringBuilder all = new StringBuilder(message.text());
        for (var call : message.calls()) {
            if (!all.isEmpty()) all.append('\n');
            all.append("```tool_call\n")
                    .append(Json.object().put("tool", call.name()).set("arguments", call.arguments()))
                    .append("\n```");
        }
        return all.toString();
    }

    private record Turn(String role, StringBuilder text) {}
}
