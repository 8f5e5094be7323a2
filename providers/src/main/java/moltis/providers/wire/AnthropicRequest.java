package moltis.providers.wire;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import moltis.core.json.Json;
import moltis.core.model.AnswerTerms;
import moltis.core.model.ChatRequest;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ReasoningEffort;
import moltis.core.model.ToolCall;
import moltis.core.model.ToolChoice;
import moltis.providers.CacheRetention;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Writes a request of the Messages protocol. What stays the same from turn to turn comes first and is written the same
 * way each time, so that the vendor's cache hits.
 */
final class AnthropicRequest {

    private static final int DEFAULT_OUTPUT = 32_000;
    private static final int SMALLEST_BUDGET = 1_024;
    private static final int ROOM_FOR_THE_ANSWER = 4_096;

    private final String model;
    private final AnthropicOptions options;
    private final ProviderErrors errors;
    private final EncodedTools tools = new EncodedTools(tool -> Json.object()
            .put("name", tool.name())
            .put("description", tool.description())
            .set("input_schema", tool.parameters()));

    AnthropicRequest(String model, AnthropicOptions options, ProviderErrors errors) {
        this.model = model;
        this.options = options;
        this.errors = errors;
    }

    byte[] encode(ChatRequest request) {
        HistoryCheck.fault(request.messages()).ifPresent(fault -> {
            throw errors.invalid(fault);
        });
        checkChoice(request);
        int output = request.maxOutputTokens().orElse(Math.min(options.outputLimit(), DEFAULT_OUTPUT));
        int budget = 0;
        boolean thinks = request.effort().isPresent() && (options.adaptiveThinking() || canThink(request.messages()));
        if (thinks && !options.adaptiveThinking()) {
            budget = budget(request.effort().orElseThrow());
            if (output <= budget) {
                output = Math.min(budget + ROOM_FOR_THE_ANSWER, options.outputLimit());
                budget = Math.min(budget, output - ROOM_FOR_THE_ANSWER);
            }
            if (budget < SMALLEST_BUDGET) {
                thinks = false;
                budget = 0;
            }
        }

        var out = new ByteArrayOutputStream(16_384);
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("model", model);
            json.writeNumberProperty("max_tokens", output);
            json.writeBooleanProperty("stream", true);
            writeTerms(json, request.terms());
            if (thinks) writeThinking(json, budget);
            writeOutput(
                    json, thinks && options.adaptiveThinking() ? request.effort() : Optional.empty(), request.terms());
            writeTools(json, request);
            writeSystem(json, request.messages());
            writeMessages(json, request.messages(), thinks);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private void checkChoice(ChatRequest request) {
        if (request.terms().format() instanceof AnswerTerms.Format.AnyJson)
            throw errors.invalid(
                    "Anthropic's models take a JSON schema for their answer, not JSON alone ('response_format').");
        boolean forced =
                request.toolChoice() instanceof ToolChoice.Any || request.toolChoice() instanceof ToolChoice.Named;
        if (!forced) return;
        if (request.toolChoice() instanceof ToolChoice.Named(var name) && name.isBlank()) {
            throw errors.invalid("forced Anthropic tool_choice requires a tool name");
        }
        if (request.tools().isEmpty()) {
            throw errors.invalid("forced Anthropic tool_choice requires at least one active tool");
        }
        if (request.effort().isPresent()) {
            throw errors.invalid("Anthropic forced tool_choice is not compatible with extended thinking");
        }
    }

    /** With a budget, a call that still belongs to this turn must come back with its thinking; without it, no thinking. */
    private static boolean canThink(List<Message> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            switch (messages.get(i)) {
                case Message.User _ -> {
                    return true;
                }
                case Message.Assistant(var _, var _, var calls) -> {
                    if (!calls.isEmpty() && !AnthropicThinking.on(calls.getFirst())) return false;
                }
                case Message.System _, Message.ToolAnswer _ -> {}
            }
        }
        return true;
    }

    private static int budget(ReasoningEffort effort) {
        return switch (effort) {
            case MINIMAL -> 1_024;
            case LOW -> 4_096;
            case MEDIUM -> 10_240;
            case HIGH -> 32_768;
            case XHIGH -> 65_536;
        };
    }

    private static void writeTerms(JsonGenerator json, AnswerTerms terms) {
        terms.temperature().ifPresent(value -> json.writeNumberProperty("temperature", value));
        terms.topP().ifPresent(value -> json.writeNumberProperty("top_p", value));
        if (terms.stop().isEmpty()) return;
        json.writeArrayPropertyStart("stop_sequences");
        terms.stop().forEach(json::writeString);
        json.writeEndArray();
    }

    private void writeThinking(JsonGenerator json, int budget) {
        json.writeObjectPropertyStart("thinking");
        json.writeStringProperty("type", options.adaptiveThinking() ? "adaptive" : "enabled");
        if (!options.adaptiveThinking()) json.writeNumberProperty("budget_tokens", budget);
        json.writeEndObject();
    }

    private static void writeOutput(JsonGenerator json, Optional<ReasoningEffort> effort, AnswerTerms terms) {
        boolean formed = terms.format() instanceof AnswerTerms.Format.Schema;
        if (effort.isEmpty() && !formed) return;
        json.writeObjectPropertyStart("output_config");
        effort.ifPresent(wanted -> json.writeStringProperty(
                "effort",
                switch (wanted) {
                    case MINIMAL, LOW -> "low";
                    case MEDIUM -> "medium";
                    case HIGH -> "high";
                    case XHIGH -> "xhigh";
                }));
        if (terms.format() instanceof AnswerTerms.Format.Schema(var _, var schema, var _)) {
            json.writeObjectPropertyStart("format");
            json.writeStringProperty("type", "json_schema");
            json.writeName("schema");
            json.writeTree(schema);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void writeTools(JsonGenerator json, ChatRequest request) {
        if (request.tools().isEmpty() || request.toolChoice() instanceof ToolChoice.None) return;
        json.writeName("tools");
        json.writeRawValue(tools.of(request.tools()));
        json.writeObjectPropertyStart("tool_choice");
        switch (request.toolChoice()) {
            case ToolChoice.Auto _, ToolChoice.None _ -> json.writeStringProperty("type", "auto");
            case ToolChoice.Any _ -> json.writeStringProperty("type", "any");
            case ToolChoice.Named(var name) -> {
                json.writeStringProperty("type", "tool");
                json.writeStringProperty("name", name);
            }
        }
        if (!request.terms().parallelCalls()) json.writeBooleanProperty("disable_parallel_tool_use", true);
        json.writeEndObject();
    }

    private void writeSystem(JsonGenerator json, List<Message> messages) {
        StringJoiner all = new StringJoiner("\n\n");
        for (Message message : messages) {
            if (message instanceof Message.System(var text) && !text.isBlank()) all.add(text);
        }
        if (all.length() == 0) return;
        if (options.cache() == CacheRetention.NONE) {
            json.writeStringProperty("system", all.toString());
            return;
        }
        json.writeArrayPropertyStart("system");
        writeText(json, all.toString(), true);
        json.writeEndArray();
    }

    private void writeMessages(JsonGenerator json, List<Message> messages, boolean thinks) {
        List<List<Message>> turns = turns(messages);
        var ids = new ToolCallIds(ToolCallIds.Form.UP_TO_40);
        json.writeArrayPropertyStart("messages");
        for (int i = 0; i < turns.size(); i++) {
            boolean cached = i == turns.size() - 1 && options.cache() != CacheRetention.NONE;
            if (turns.get(i).getFirst() instanceof Message.Assistant) {
                writeAssistant(json, turns.get(i), ids, thinks);
            } else {
                writeUser(json, turns.get(i), ids, cached);
            }
        }
        json.writeEndArray();
    }

    /** Neighbours that share a role on this wire become one message: roles must alternate. */
    private static List<List<Message>> turns(List<Message> messages) {
        List<List<Message>> turns = new ArrayList<>();
        Optional<Boolean> last = Optional.empty();
        for (Message message : messages) {
            if (message instanceof Message.System) continue;
            boolean assistant = message instanceof Message.Assistant;
            if (last.isEmpty() || last.get() != assistant) turns.add(new ArrayList<>());
            turns.getLast().add(message);
            last = Optional.of(assistant);
        }
        return turns;
    }

    private static void writeAssistant(JsonGenerator json, List<Message> turn, ToolCallIds ids, boolean thinks) {
        json.writeStartObject();
        json.writeStringProperty("role", "assistant");
        json.writeArrayPropertyStart("content");
        for (Message message : turn) {
            if (!(message instanceof Message.Assistant(var text, var _, var calls))) continue;
            if (thinks && !calls.isEmpty()) writeThinkingBefore(json, calls.getFirst());
            if (!text.isBlank()) writeText(json, text.stripTrailing(), false);
            for (ToolCall call : calls) {
                if (thinks && call != calls.getFirst()) writeThinkingBefore(json, call);
                json.writeStartObject();
                json.writeStringProperty("type", "tool_use");
                json.writeStringProperty("id", ids.ofCall(call.id()));
                json.writeStringProperty("name", call.name());
                json.writeName("input");
                // Anything but an object would be refused, whatever a model once sent.
                json.writeTree(call.arguments().isObject() ? call.arguments() : Json.object());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeThinkingBefore(JsonGenerator json, ToolCall call) {
        for (JsonNode block : AnthropicThinking.unpack(call)) json.writeTree(block);
    }

    private static void writeUser(JsonGenerator json, List<Message> turn, ToolCallIds ids, boolean cached) {
        json.writeStartObject();
        json.writeStringProperty("role", "user");
        json.writeArrayPropertyStart("content");
        for (int i = 0; i < turn.size(); i++) {
            boolean marked = cached && i == turn.size() - 1;
            switch (turn.get(i)) {
                case Message.User(var parts, var name) -> writeParts(json, parts, name, marked);
                case Message.ToolAnswer(var id, var parts, var failed) -> {
                    json.writeStartObject();
                    json.writeStringProperty("type", "tool_result");
                    json.writeStringProperty("tool_use_id", ids.ofAnswer(id));
                    writeResult(json, parts);
                    if (failed) json.writeBooleanProperty("is_error", true);
                    if (marked) writeMarker(json);
                    json.writeEndObject();
                }
                case Message.System _, Message.Assistant _ -> {}
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeParts(JsonGenerator json, List<ContentPart> parts, Optional<String> name, boolean marked) {
        List<ContentPart> shown = SenderName.before(parts, name);
        shown.removeIf(part -> part instanceof ContentPart.Text(var text) && text.isBlank());
        if (shown.isEmpty()) shown.add(new ContentPart.Text("(empty message)"));
        for (int i = 0; i < shown.size(); i++) writePart(json, shown.get(i), marked && i == shown.size() - 1);
    }

    /** Text alone is a plain string; pictures make a list. */
    private static void writeResult(JsonGenerator json, List<ContentPart> parts) {
        if (parts.size() == 1 && parts.getFirst() instanceof ContentPart.Text(var text)) {
            json.writeStringProperty("content", text);
            return;
        }
        json.writeArrayPropertyStart("content");
        for (ContentPart part : parts) {
            if (part instanceof ContentPart.Text(var text) && text.isBlank()) continue;
            writePart(json, part, false);
        }
        json.writeEndArray();
    }

    private static void writePart(JsonGenerator json, ContentPart part, boolean marked) {
        switch (part) {
            case ContentPart.Text(var text) -> writeText(json, text, marked);
            case ContentPart.Image(var mediaType, var base64) -> {
                json.writeStartObject();
                json.writeStringProperty("type", "image");
                json.writeObjectPropertyStart("source");
                json.writeStringProperty("type", "base64");
                json.writeStringProperty("media_type", mediaType);
                json.writeStringProperty("data", base64);
                json.writeEndObject();
                if (marked) writeMarker(json);
                json.writeEndObject();
            }
        }
    }

    private static void writeText(JsonGenerator json, String text, boolean marked) {
        json.writeStartObject();
        json.writeStringProperty("type", "text");
        json.writeStringProperty("text", text);
        if (marked) writeMarker(json);
        json.writeEndObject();
    }

    private static void writeMarker(JsonGenerator json) {
        json.writeObjectPropertyStart("cache_control");
        json.writeStringProperty("type", "ephemeral");
        json.writeEndObject();
    }
}
