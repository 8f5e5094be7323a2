package moltis.providers.wire;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.StringJoiner;
import moltis.core.json.Json;
import moltis.core.model.AnswerTerms;
import moltis.core.model.ChatRequest;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ToolCall;
import moltis.core.model.ToolChoice;
import moltis.core.model.ToolSpec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a request of the Responses protocol. The conversation comes last and each of its items is written the same way
 * every time, so that the vendor's prefix cache hits.
 */
final class ResponsesBody {

    private static final String NO_INSTRUCTIONS = "You are a helpful assistant.";
    private static final int SMALLEST_LIMIT = 16;

    private final String model;
    private final ResponsesForm form;
    private final ProviderErrors errors;
    private final EncodedTools tools = new EncodedTools(this::tool);

    ResponsesBody(String model, ResponsesForm form, ProviderErrors errors) {
        this.model = model;
        this.form = form;
        this.errors = errors;
    }

    byte[] encode(ChatRequest request) {
        HistoryCheck.fault(request.messages())
                .or(() -> ForcedTool.fault(request))
                .ifPresent(fault -> {
                    throw errors.invalid(fault);
                });
        var out = new ByteArrayOutputStream(16_384);
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("model", model);
            json.writeBooleanProperty("stream", true);
            if (form.codex()) writeCodexTerms(json);
            else
                request.maxOutputTokens()
                        .ifPresent(limit ->
                                json.writeNumberProperty("max_output_tokens", Math.max(SMALLEST_LIMIT, limit)));
            request.effort().flatMap(form.effort()::word).ifPresent(word -> {
                json.writeObjectPropertyStart("reasoning");
                json.writeStringProperty("effort", word);
                json.writeEndObject();
            });
            writeTerms(json, request);
            writeInstructions(json, request.messages());
            writeTools(json, request);
            json.writeArrayPropertyStart("input");
            new Items(json).write(request.messages());
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private void writeTerms(JsonGenerator json, ChatRequest request) {
        AnswerTerms terms = request.terms();
        if (!terms.stop().isEmpty()) throw errors.invalid("The Responses protocol has no stop sequences ('stop').");
        if (form.codex()) {
            if (terms.format() != AnswerTerms.Format.TEXT)
                throw errors.invalid("This model takes no format for its answer ('response_format').");
            return;
        }
        terms.temperature().ifPresent(value -> json.writeNumberProperty("temperature", value));
        terms.topP().ifPresent(value -> json.writeNumberProperty("top_p", value));
        if (!terms.parallelCalls() && !request.tools().isEmpty())
            json.writeBooleanProperty("parallel_tool_calls", false);
        switch (terms.format()) {
            case AnswerTerms.Format.Text _ -> {}
            case AnswerTerms.Format.AnyJson _ -> {
                json.writeObjectPropertyStart("text");
                json.writeObjectPropertyStart("format");
                json.writeStringProperty("type", "json_object");
                json.writeEndObject();
                json.writeEndObject();
            }
            case AnswerTerms.Format.Schema(var name, var schema, var strict) -> {
                json.writeObjectPropertyStart("text");
                json.writeObjectPropertyStart("format");
                json.writeStringProperty("type", "json_schema");
                json.writeStringProperty("name", name);
                json.writeBooleanProperty("strict", strict);
                json.writeName("schema");
                json.writeTree(schema);
                json.writeEndObject();
                json.writeEndObject();
            }
        }
    }

    private static void writeCodexTerms(JsonGenerator json) {
        json.writeBooleanProperty("store", false);
        json.writeObjectPropertyStart("text");
        json.writeStringProperty("verbosity", "medium");
        json.writeEndObject();
        json.writeArrayPropertyStart("include");
        json.writeString("reasoning.encrypted_content");
        json.writeEndArray();
    }

    private void writeInstructions(JsonGenerator json, List<Message> messages) {
        StringJoiner system = new StringJoiner("\n\n");
        for (Message message : messages) {
            if (message instanceof Message.System(var text) && !text.isBlank()) system.add(text);
        }
        if (system.length() > 0) json.writeStringProperty("instructions", system.toString());
        else if (form.codex()) json.writeStringProperty("instructions", NO_INSTRUCTIONS);
    }

    private void writeTools(JsonGenerator json, ChatRequest request) {
        if (request.tools().isEmpty()) return;
        json.writeName("tools");
        json.writeRawValue(tools.of(request.tools()));
        switch (request.toolChoice()) {
            case ToolChoice.Auto _ -> json.writeStringProperty("tool_choice", "auto");
            case ToolChoice.Any _ -> json.writeStringProperty("tool_choice", "required");
            // The tools stay: without them nothing of the request before would be in the cache.
            case ToolChoice.None _ -> json.writeStringProperty("tool_choice", "none");
            case ToolChoice.Named(var name) -> {
                json.writeObjectPropertyStart("tool_choice");
                json.writeStringProperty("type", "function");
                json.writeStringProperty("name", name);
                json.writeEndObject();
            }
        }
    }

    private JsonNode tool(ToolSpec tool) {
        ObjectNode plain = SchemaNormaliser.normalise(tool.parameters());
        boolean loose = form.looseTools() || !tool.strict().orElse(true);
        ObjectNode parameters = loose ? SchemaStrictness.loose(plain) : SchemaStrictness.strict(plain, true);
        return Json.object()
                .put("type", "function")
                .put("name", tool.name())
                .put("description", tool.description())
                .put("strict", !loose)
                .set("parameters", parameters);
    }

    /** Writes the conversation of one request. */
    private static final class Items {

        private final JsonGenerator json;
        private final ToolCallIds ids = new ToolCallIds(ToolCallIds.Form.UP_TO_40);
        private final ToolPictures pictures = new ToolPictures();

        Items(JsonGenerator json) {
            this.json = json;
        }

        void write(List<Message> messages) {
            for (Message message : messages) {
                if (!(message instanceof Message.ToolAnswer)) writePictures();
                switch (message) {
                    case Message.System _ -> {}
                    case Message.User(var parts, var name) -> user(SenderName.before(parts, name));
                    case Message.Assistant(var text, var _, var calls) -> {
                        if (!text.isEmpty() || calls.isEmpty()) assistant(text);
                        calls.forEach(this::call);
                    }
                    case Message.ToolAnswer(var id, var parts, var _) -> {
                        json.writeStartObject();
                        json.writeStringProperty("type", "function_call_output");
                        json.writeStringProperty("call_id", ids.ofAnswer(id));
                        json.writeStringProperty("output", pictures.takeFrom(parts));
                        json.writeEndObject();
                    }
                }
            }
            writePictures();
        }

        private void user(List<ContentPart> parts) {
            json.writeStartObject();
            json.writeStringProperty("role", "user");
            json.writeArrayPropertyStart("content");
            for (ContentPart part : parts) {
                switch (part) {
                    case ContentPart.Text(var text) -> content("input_text", "text", text);
                    case ContentPart.Image(var mediaType, var base64) ->
                        content("input_image", "image_url", "data:" + mediaType + ";base64," + base64);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }

        private void assistant(String text) {
            json.writeStartObject();
            json.writeStringProperty("type", "message");
            json.writeStringProperty("role", "assistant");
            json.writeArrayPropertyStart("content");
            content("output_text", "text", text);
            json.writeEndArray();
            json.writeEndObject();
        }

        private void call(ToolCall call) {
            json.writeStartObject();
            json.writeStringProperty("type", "function_call");
            json.writeStringProperty("call_id", ids.ofCall(call.id()));
            json.writeStringProperty("name", call.name());
            json.writeStringProperty("arguments", call.arguments().toString());
            json.writeEndObject();
        }

        private void content(String type, String field, String value) {
            json.writeStartObject();
            json.writeStringProperty("type", type);
            json.writeStringProperty(field, value);
            json.writeEndObject();
        }

        private void writePictures() {
            List<ContentPart> taken = pictures.asParts();
            if (!taken.isEmpty()) user(taken);
        }
    }
}
