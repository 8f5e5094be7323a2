package moltis.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moltis.core.json.Json;
import moltis.core.model.ContentPart;
import moltis.core.model.DecodedArguments;
import moltis.core.model.ToolCall;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parts of a message as the transcript format and the wire write them. */
final class MessageJson {

    private static final Pattern DATA_URI = Pattern.compile("data:([^;,]+);base64,", Pattern.CASE_INSENSITIVE);

    private MessageJson() {}

    /** Text and images given as data; anything else is left out. */
    static List<ContentPart> parts(JsonNode blocks) {
        List<ContentPart> parts = new ArrayList<>();
        for (JsonNode block : blocks) {
            switch (block.path("type").asString("")) {
                case "text" -> parts.add(new ContentPart.Text(block.path("text").asString("")));
                case "image_url" ->
                    image(block.path("image_url").path("url").asString("")).ifPresent(parts::add);
                default -> {}
            }
        }
        return parts;
    }

    static ArrayNode blocks(List<ContentPart> parts) {
        ArrayNode blocks = Json.array();
        for (ContentPart part : parts) {
            switch (part) {
                case ContentPart.Text(var text) ->
                    blocks.addObject().put("type", "text").put("text", text);
                case ContentPart.Image(var mediaType, var base64) ->
                    blocks.addObject()
                            .put("type", "image_url")
                            .putObject("image_url")
                            .put("url", "data:" + mediaType + ";base64," + base64);
            }
        }
        return blocks;
    }

    static ObjectNode call(ToolCall call) {
        ObjectNode json = Json.object().put("id", call.id()).put("type", "function");
        json.putObject("function").put("name", call.name()).put("arguments", Json.write(call.arguments()));
        call.thoughtSignature()
                .ifPresent(signature -> json.putObject("metadata").put("thought_signature", signature));
        return json;
    }

    /** The calls of an assistant line; those without id or name are left out. */
    static List<ToolCall> calls(JsonNode entries) {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode entry : entries) {
            String id = entry.path("id").asString("");
            JsonNode function = entry.path("function");
            String name = function.path("name").asString("");
            if (id.isEmpty() || name.isEmpty()) continue;
            JsonNode signature = entry.path("metadata").path("thought_signature");
            calls.add(new ToolCall(
                    id,
                    name,
                    DecodedArguments.of(function.get("arguments")).value(),
                    signature.isString() ? Optional.of(signature.stringValue()) : Optional.empty()));
        }
        return calls;
    }

    static ArrayNode documents(List<Attachment> documents) {
        ArrayNode array = Json.array();
        for (Attachment document : documents) {
            ObjectNode entry = array.addObject()
                    .put("display_name", document.displayName())
                    .put("stored_filename", document.storedFilename())
                    .put("mime_type", document.mimeType());
            if (document.sizeBytes() != null) entry.put("size_bytes", document.sizeBytes());
            entry.put("media_ref", document.mediaRef());
        }
        return array;
    }

    /** A stored document; empty when one of the fields that a model needs is missing. */
    static Optional<Attachment> document(JsonNode entry) {
        String name = entry.path("display_name").asString("");
        String type = entry.path("mime_type").asString("");
        String ref = entry.path("media_ref").asString("");
        if (name.isBlank() || type.isBlank() || ref.isBlank()) return Optional.empty();
        JsonNode size = entry.path("size_bytes");
        return Optional.of(new Attachment(
                name,
                entry.path("stored_filename").asString(ref.substring(ref.lastIndexOf('/') + 1)),
                type,
                size.isIntegralNumber() ? size.longValue() : null,
                ref));
    }

    private static Optional<ContentPart> image(String url) {
        Matcher uri = DATA_URI.matcher(url);
        return uri.lookingAt()
                ? Optional.of(new ContentPart.Image(uri.group(1), url.substring(uri.end())))
                : Optional.empty();
    }
}
