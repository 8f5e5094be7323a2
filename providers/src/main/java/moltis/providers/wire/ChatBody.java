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
import moltis.core.model.ToolCall;
import moltis.core.model.ToolChoice;
import moltis.core.model.ToolSpec;
import moltis.providers.table.EffortForm;
import moltis.providers.table.Trait;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a request of the Chat Completions protocol. The messages come last and each is written the same way every
 * time, so that a vendor's prefix cache hits.
 */
final class ChatBody {

    private final String model;
    private final ChatTraits traits;
    private final ProviderErrors errors;
    private final EncodedTools tools = new EncodedTools(this::tool);

    ChatBody(String model, ChatTraits traits, ProviderErrors errors) {
        this.model = model;
        this.traits = traits;
        this.errors = errors;
    }

    byte[] encode(ChatRequest request) {
        HistoryCheck.fault(request.messages()).ifPresent(fault -> {
            throw errors.invalid(fault);
        });
        var out = new ByteArrayOutputStream(16_384);
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("model", model);
            json.writeBooleanProperty("stream", true);
            json.writeObjectPropertyStart("stream_options");
            json.writeBooleanProperty("include_usage", true);
            json.writeEndObject();
            request.maxOutputTokens().ifPresent(limit -> json.writeNumberProperty(traits.outputLimitField(), limit));
            writeEffort(json, request);
            writeTerms(json, request);
            writeTools(json, request);
            json.writeArrayPropertyStart("messages");
            new Messages(json).write(placed(request.messages()));
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private void writeEffort(JsonGenerator json, ChatRequest request) {
        request.effort().flatMap(traits.effort()::word).ifPresent(word -> {
            json.writeStringProperty("reasoning_effort", word);
            if (traits.effort() != EffortForm.DEEPSEEK) return;
            json.writeObjectPropertyStart("thinking");
            json.writeStringProperty("type", "enabled");
            json.writeEndObject();
        });
    }

    private static void writeTerms(JsonGenerator json, ChatRequest request) {
        AnswerTerms terms = request.terms();
        terms.temperature().ifPresent(value -> json.writeNumberProperty("temperature", value));
        terms.topP().ifPresent(value -> json.writeNumberProperty("top_p", value));
        if (!terms.stop().isEmpty()) {
            json.writeArrayPropertyStart("stop");
            terms.stop().forEach(json::writeString);
            json.writeEndArray();
        }
        if (!terms.parallelCalls() && !request.tools().isEmpty())
            json.writeBooleanProperty("parallel_tool_calls", false);
        switch (terms.format()) {
            case AnswerTerms.Format.Text _ -> {}
            case AnswerTerms.Format.AnyJson _ -> {
                json.writeObjectPropertyStart("response_format");
                json.writeStringProperty("type", "json_object");
                json.writeEndObject();
            }
            case AnswerTerms.Format.Schema(var name, var schema, var strict) -> {
                json.writeObjectPropertyStart("response_format");
                json.writeStringProperty("type", "json_schema");
                json.writeObjectPropertyStart("json_schema");
                json.writeStringProperty("name", name);
                json.writeBooleanProperty("strict", strict);
                json.writeName("schema");
                json.writeTree(schema);
                json.writeEndObject();
                json.writeEndObject();
            }
        }
    }

    private void writeTools(JsonGenerator json, ChatRequest request) {
        ToolChoice choice = request.toolChoice();
        ForcedTool.fault(request).ifPresent(fault -> {
            throw errors.invalid(fault);
        });
        if (request.tools().isEmpty()) return;
        json.writeName("tools");
        json.writeRawValue(tools.of(request.tools()));
        switch (choice) {
            case ToolChoice.Auto _ -> {}
            case ToolChoice.Any _ -> json.writeStringProperty("tool_choice", "required");
            case ToolChoice.None _ -> json.writeStringProperty("tool_choice", "none");
            case ToolChoice.Named(var name) -> {
                json.writeObjectPropertyStart("tool_choice");
                json.writeStringProperty("type", "function");
                json.writeObjectPropertyStart("function");
                json.writeStringProperty("name", name);
                json.writeEndObject();
                json.writeEndObject();
            }
        }
    }

    private JsonNode tool(ToolSpec tool) {
        ObjectNode function = Json.object().put("name", tool.name()).put("description", tool.description());
        ObjectNode plain = SchemaNormaliser.normalise(tool.parameters());
        boolean loose = !tool.strict().orElse(true) || traits.has(Trait.LOOSE_TOOLS) || traits.has(Trait.NO_STRICT_KEY);
        if (!traits.has(Trait.NO_STRICT_KEY)) function.put("strict", !loose);
        function.set(
                "parameters",
                loose
                        ? SchemaStrictness.loose(plain)
                        : SchemaStrictness.strict(plain, !traits.has(Trait.NULL_FREE_ENUMS)));
        return Json.object().put("type", "function").set("function", function);
    }

    /** The messages with the system messages where this vendor wants them. */
    private List<Message> placed(List<Message> messages) {
        boolean single = traits.has(Trait.SINGLE_SYSTEM);
        if (!single && !traits.has(Trait.SYSTEM_INLINED)) return messages;
        StringJoiner system = new StringJoiner("\n\n");
        List<Message> rest = new ArrayList<>(messages.size() + 1);
        for (Message message : messages) {
            if (message instanceof Message.System(var text)) {
                if (!text.isBlank()) system.add(text);
            } else {
                rest.add(message);
            }
        }
        if (system.length() == 0) return rest;
        if (single) {
            rest.addFirst(new Message.System(system.toString()));
            return rest;
        }
        String inlined = "[System Instructions]\n" + system + "\n[End System Instructions]\n\n";
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i) instanceof Message.User(var parts, var name)) {
                rest.set(i, new Message.User(prefixed(inlined, parts), name));
                return rest;
            }
        }
        rest.addFirst(Message.User.text(inlined));
        return rest;
    }

    private static List<ContentPart> prefixed(String prefix, List<ContentPart> parts) {
        List<ContentPart> all = new ArrayList<>(parts);
        if (parts.size() == 1 && parts.getFirst() instanceof ContentPart.Text(var text)) {
            all.set(0, new ContentPart.Text(prefix + text));
        } else {
            all.addFirst(new ContentPart.Text(prefix));
        }
        return all;
    }

    /** Letters, digits, {@code _} and {@code -} of a name; empty when none is left. */
    static String plainName(String name) {
        String plain = name.replace(' ', '_').replaceAll("[^A-Za-z0-9_-]", "");
        String cut = plain.substring(0, Math.min(plain.length(), 64));
        // A name of separators alone names nobody.
        return cut.replaceAll("[_-]", "").isEmpty() ? "" : cut;
    }

    /** Writes the messages of one request. */
    private final class Messages {

        private final JsonGenerator json;
        private final ToolCallIds ids = new ToolCallIds(
                traits.has(Trait.SHORT_CALL_IDS) ? ToolCallIds.Form.EXACTLY_9 : ToolCallIds.Form.UP_TO_40);
        private final ToolPictures pictures = new ToolPictures();

        private boolean systemMarked;

        Messages(JsonGenerator json) {
            this.json = json;
        }

        void write(List<Message> messages) {
            int lastUser = -1;
            for (int i = 0; i < messages.size(); i++) {
                if (messages.get(i) instanceof Message.User) lastUser = i;
            }
            boolean marks = traits.has(Trait.CACHE_MARKERS);
            for (int i = 0; i < messages.size(); i++) {
                Message message = messages.get(i);
                if (!(message instanceof Message.ToolAnswer)) writePictures();
                json.writeStartObject();
                switch (message) {
                    case Message.System(var text) -> {
                        role("system");
                        content(List.of(new ContentPart.Text(text)), marks && !systemMarked);
                        systemMarked = true;
                    }
                    case Message.User(var parts, var name) -> {
                        role("user");
                        content(parts, marks && i == lastUser);
                        if (!traits.has(Trait.NO_USER_NAME)) name(name);
                    }
                    case Message.Assistant assistant -> assistant(assistant);
                    case Message.ToolAnswer(var id, var parts, var _) -> answer(id, parts);
                }
                json.writeEndObject();
            }
            writePictures();
        }

        private void role(String role) {
            json.writeStringProperty("role", role);
        }

        private void name(Optional<String> name) {
            name.map(ChatBody::plainName)
                    .filter(plain -> !plain.isEmpty())
                    .ifPresent(plain -> json.writeStringProperty("name", plain));
        }

        private void content(List<ContentPart> parts, boolean marked) {
            if (!marked && parts.size() == 1 && parts.getFirst() instanceof ContentPart.Text(var text)) {
                json.writeStringProperty("content", text);
                return;
            }
            json.writeArrayPropertyStart("content");
            for (int i = 0; i < parts.size(); i++) part(parts.get(i), marked && i == parts.size() - 1);
            json.writeEndArray();
        }

        private void part(ContentPart part, boolean marked) {
            json.writeStartObject();
            switch (part) {
                case ContentPart.Text(var text) -> {
                    json.writeStringProperty("type", "text");
                    json.writeStringProperty("text", text);
                }
                case ContentPart.Image(var mediaType, var base64) -> {
                    json.writeStringProperty("type", "image_url");
                    json.writeObjectPropertyStart("image_url");
                    json.writeStringProperty("url", "data:" + mediaType + ";base64," + base64);
                    json.writeEndObject();
                }
            }
            if (marked) {
                json.writeObjectPropertyStart("cache_control");
                json.writeStringProperty("type", "ephemeral");
                json.writeEndObject();
            }
            json.writeEndObject();
        }

        private void assistant(Message.Assistant message) {
            role("assistant");
            boolean replays = !message.calls().isEmpty() && traits.has(Trait.REASONING_REPLAY);
            if (message.calls().isEmpty() || replays || !message.text().isEmpty()) {
                json.writeStringProperty("content", message.text());
            }
            if (replays) {
                json.writeStringProperty(
                        "reasoning_content", message.reasoning().isEmpty() ? message.text() : message.reasoning());
            }
            if (message.calls().isEmpty()) return;
            json.writeArrayPropertyStart("tool_calls");
            for (ToolCall call : message.calls()) {
                json.writeStartObject();
                json.writeStringProperty("id", ids.ofCall(call.id()));
                json.writeStringProperty("type", "function");
                json.writeObjectPropertyStart("function");
                json.writeStringProperty("name", call.name());
                json.writeStringProperty("arguments", call.arguments().toString());
                json.writeEndObject();
                signature(call);
                json.writeEndObject();
            }
            json.writeEndArray();
        }

        private void signature(ToolCall call) {
            if (!traits.has(Trait.THOUGHT_SIGNATURES) || AnthropicThinking.on(call)) return;
            call.thoughtSignature().ifPresent(signature -> {
                json.writeObjectPropertyStart("extra_content");
                json.writeObjectPropertyStart("google");
                json.writeStringProperty("thought_signature", signature);
                json.writeEndObject();
                json.writeEndObject();
            });
        }

        private void answer(String id, List<ContentPart> parts) {
            role("tool");
            json.writeStringProperty("tool_call_id", ids.ofAnswer(id));
            json.writeStringProperty("content", pictures.takeFrom(parts));
        }

        private void writePictures() {
            List<ContentPart> taken = pictures.asParts();
            if (taken.isEmpty()) return;
            json.writeStartObject();
            role("user");
            content(taken, false);
            json.writeEndObject();
        }
    }
}
