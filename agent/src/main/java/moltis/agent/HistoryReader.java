package moltis.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import moltis.core.json.Json;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ToolCall;
import moltis.core.session.StoredLine;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Turns stored lines into messages for a model. The result always is a history that vendors accept: every call has one
 * answer, no message is empty, and the first one is the person's.
 */
final class HistoryReader {

    static final String UNKNOWN_OUTCOME =
            "The call was interrupted before its result was known. It may or may not have taken effect.";

    private final Path sessionsFolder;
    private final int maxToolResultBytes;

    /** @param sessionsFolder the folder that media references start from */
    HistoryReader(Path sessionsFolder, int maxToolResultBytes) {
        this.sessionsFolder = sessionsFolder;
        this.maxToolResultBytes = maxToolResultBytes;
    }

    /** Messages of lines that begin where a turn begins; what the newest compaction summed up is told by its summary. */
    List<Message> messages(List<StoredLine> lines) {
        return messages(lines, CompactionMark.newest(lines));
    }

    List<Message> messages(List<StoredLine> lines, Optional<CompactionMark> mark) {
        if (mark.isEmpty()) return plain(lines);
        var pass = new Pass();
        for (StoredLine line : lines) {
            if (line.index() < mark.get().head()) read(line).ifPresent(pass::add);
        }
        pass.tell(mark.get().message());
        for (StoredLine line : lines) {
            if (line.index() >= mark.get().from()) read(line).ifPresent(pass::add);
        }
        return pass.end();
    }

    /** Messages of all the lines, whatever a compaction says. */
    List<Message> plain(List<StoredLine> lines) {
        var pass = new Pass();
        for (StoredLine line : lines) read(line).ifPresent(pass::add);
        return pass.end();
    }

    /** The lines of public turns: what somebody may see who is not the owner. */
    List<StoredLine> publicOnly(List<StoredLine> lines) {
        Set<String> runs = new HashSet<>();
        for (StoredLine line : lines) {
            read(line).ifPresent(json -> {
                JsonNode privateContext = json.path("channel").path("private_context");
                if (privateContext.isBoolean() && !privateContext.booleanValue())
                    runs.add(json.path("run_id").asString(""));
            });
        }
        return lines.stream()
                .filter(line -> line.line().run().isPresent()
                        && runs.contains(line.line().run().get().value()))
                .toList();
    }

    /** A user line as the model reads it. */
    Message.User user(JsonNode json) {
        List<ContentPart> parts = new ArrayList<>();
        JsonNode content = json.path("content");
        String words = content.isString() ? content.stringValue() : "";
        String datetime = json.path(TurnLines.DATETIME).asString("");
        if (!datetime.isEmpty()) words = words.isEmpty() ? datetime : datetime + "\n\n" + words;
        if (!words.isEmpty()) parts.add(new ContentPart.Text(words));
        if (content.isArray()) parts.addAll(MessageJson.parts(content));
        addDocuments(parts, json.path("documents"));
        return new Message.User(parts, sender(json));
    }

    private static Optional<JsonNode> read(StoredLine line) {
        try {
            return Optional.of(Json.parse(line.line().json()));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> sender(JsonNode json) {
        JsonNode channel = json.path("channel");
        for (JsonNode name : List.of(channel.path("sender_name"), channel.path("username"), json.path("name"))) {
            if (name.isString() && !name.stringValue().isBlank()) return Optional.of(name.stringValue());
        }
        return Optional.empty();
    }

    private void addDocuments(List<ContentPart> parts, JsonNode entries) {
        List<Attachment> documents = new ArrayList<>();
        for (JsonNode entry : entries) MessageJson.document(entry).ifPresent(documents::add);
        if (documents.isEmpty()) return;
        StringBuilder block = new StringBuilder("[Inbound documents available]");
        for (Attachment document : documents) {
            block.append("\n\nfilename: ").append(document.displayName());
            block.append("\nmime_type: ").append(document.mimeType());
            block.append("\nlocal_path: ").append(sessionsFolder.resolve(document.mediaRef()));
            block.append("\nmedia_ref: ").append(document.mediaRef());
        }
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof ContentPart.Text(var text)) {
                parts.set(i, new ContentPart.Text(text + "\n\n" + block));
                return;
            }
        }
        parts.addFirst(new ContentPart.Text(block.toString()));
    }

    /** One reading: calls stay open until their results come, and what still is open when something else comes is closed. */
    private final class Pass {
        private final List<Message> messages = new ArrayList<>();

        /** The calls of the last assistant message, with the results so far, in the model's order. */
        private final Map<String, Optional<Message.ToolAnswer>> open = new LinkedHashMap<>();

        private Message.@Nullable Assistant calling;

        void add(JsonNode json) {
            switch (json.path("role").asString("")) {
                case "user" -> {
                    close();
                    Message.User user = user(json);
                    if (!user.parts().isEmpty()) messages.add(user);
                }
                case "assistant" -> addAssistant(json);
                case "tool" ->
                    answer(json, ToolResultText.clean(json.path("content").asString(""), maxToolResultBytes), false);
                case "tool_result" -> addResult(json);
                case "system" -> addSystem(json.path("content").asString(""));
                default -> {}
            }
        }

        void tell(Message.User message) {
            close();
            messages.add(message);
        }

        List<Message> end() {
            close();
            int first = 0;
            while (first < messages.size() && !(messages.get(first) instanceof Message.User)) first++;
            return List.copyOf(messages.subList(first, messages.size()));
        }

        private void addAssistant(JsonNode json) {
            List<ToolCall> calls = MessageJson.calls(json.path("tool_calls"));
            String text = json.path("content").asString("");
            String reasoning = json.path("reasoning").asString("").strip();
            if (calls.isEmpty()) {
                close();
                if (!text.isBlank()) messages.add(new Message.Assistant(text, reasoning, List.of()));
                return;
            }
            boolean sameAnswer = calling != null
                    && text.isBlank()
                    && reasoning.isEmpty()
                    && open.values().stream().noneMatch(Optional::isPresent);
            if (!sameAnswer) close();
            List<ToolCall> all = new ArrayList<>();
            if (calling != null) all.addAll(calling.calls());
            for (ToolCall call : calls) {
                if (open.putIfAbsent(call.id(), Optional.empty()) == null) all.add(call);
            }
            calling = calling == null
                    ? new Message.Assistant(text, reasoning, all)
                    : new Message.Assistant(calling.text(), calling.reasoning(), all);
        }

        private void addResult(JsonNode json) {
            JsonNode error = json.path("error");
            var outcome = new ToolOutcome(
                    json.path("success").asBoolean(true),
                    json.get("result"),
                    error.isString() ? error.stringValue() : null,
                    false);
            answer(json, outcome.forModel(maxToolResultBytes), !outcome.success());
        }

        private void answer(JsonNode json, String text, boolean failed) {
            String id = json.path("tool_call_id").asString("");
            if (!Optional.empty().equals(open.get(id))) return;
            open.put(id, Optional.of(new Message.ToolAnswer(id, List.of(new ContentPart.Text(text)), failed)));
            String reasoning = json.path("reasoning").asString("").strip();
            if (calling != null && calling.reasoning().isEmpty() && !reasoning.isEmpty())
                calling = new Message.Assistant(calling.text(), reasoning, calling.calls());
        }

        /** Inside a conversation no vendor takes a system message, and stored text shall not gain that role. */
        private void addSystem(String text) {
            if (text.isBlank()) return;
            close();
            messages.add(Message.User.text("[Note by the server: " + text + "]"));
        }

        private void close() {
            if (calling == null) return;
            messages.add(calling);
            open.forEach((id, answer) -> messages.add(answer.orElseGet(() ->
                    new Message.ToolAnswer(id, List.of(new ContentPart.Text("Error: " + UNKNOWN_OUTCOME)), true))));
            calling = null;
            open.clear();
        }
    }
}
