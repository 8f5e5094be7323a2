package moltis.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import moltis.core.json.Json;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ToolCall;

/**
 * Tells a conversation without the protocol's own tool messages: for models that have none, and for requests that offer no
 * tools, where vendors refuse them.
 */
final class PlainMessages {

    private PlainMessages() {}

    /** @param asCalls whether calls are written as the model is asked to write them, or just told */
    static List<Message> of(List<Message> messages, boolean asCalls) {
        List<Message> plain = new ArrayList<>(messages.size());
        Map<String, String> tools = new HashMap<>();
        List<String> results = new ArrayList<>();
        for (Message message : messages) {
            if (message instanceof Message.ToolAnswer(var id, var parts, var _)) {
                results.add("Result of " + tools.getOrDefault(id, "a tool") + ":\n" + text(parts));
                continue;
            }
            flush(results, plain);
            if (message instanceof Message.Assistant(var text, var reasoning, var calls) && !calls.isEmpty()) {
                for (ToolCall call : calls) tools.put(call.id(), call.name());
                String told = calls.stream()
                        .map(call -> asCalls ? asCall(call) : "(called " + call.name() + ")")
                        .collect(Collectors.joining("\n"));
                plain.add(new Message.Assistant(text.isBlank() ? told : text + "\n" + told, reasoning, List.of()));
            } else {
                plain.add(message);
            }
        }
        flush(results, plain);
        return plain;
    }

    private static String asCall(ToolCall call) {
        var json = Json.object().put("tool", call.name());
        json.set("arguments", call.arguments());
        return "```tool_call\n" + Json.write(json) + "\n```";
    }

    private static void flush(List<String> results, List<Message> plain) {
        if (results.isEmpty()) return;
        plain.add(Message.User.text(String.join("\n\n", results)));
        results.clear();
    }

    static String text(List<ContentPart> parts) {
        return parts.stream()
                .map(part -> part instanceof ContentPart.Text(var text) ? text : "[image]")
                .collect(Collectors.joining("\n"));
    }
}
