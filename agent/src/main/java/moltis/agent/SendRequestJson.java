package moltis.agent;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import moltis.core.RequestException;
import moltis.core.json.Json;
import moltis.core.model.ContentPart;
import moltis.core.model.ToolChoice;
import moltis.core.session.SessionKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as the parameters of {@code chat.send}: the form in which clients send it and in which the queue stores it.
 * Unknown parameters are ignored; what only the server may say must be taken out before.
 */
public final class SendRequestJson {

    private static final Pattern MEDIA_NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}");

    private SendRequestJson() {}

    /**
     * Reads what a client sent.
     *
     * @param mediaPrefix what every reference to a file of the session begins with
     * @throws RequestException {@code INVALID_REQUEST}, naming the parameter that is wrong
     */
    public static SendRequest read(SessionKey session, JsonNode params, String mediaPrefix) {
        Optional<String> audio = text(params, "_audio_filename")
                .filter(name -> MEDIA_NAME.matcher(name).matches())
                .map(mediaPrefix::concat);
        return read(session, params, audio, documents(params.path("_document_files"), mediaPrefix));
    }

    static SendRequest parse(SessionKey session, String stored) {
        JsonNode params = Json.parse(stored);
        List<Attachment> documents = new ArrayList<>();
        for (JsonNode entry : params.path("_document_files")) {
            MessageJson.document(entry).ifPresent(documents::add);
        }
        return read(session, params, text(params, "_audio_filename"), documents);
    }

    private static SendRequest read(
            SessionKey session, JsonNode params, Optional<String> audio, List<Attachment> documents) {
        return new SendRequest(
                session,
                content(params),
                text(params, "model"),
                text(params, "agent_id"),
                tools(params),
                audience(params),
                params.path("_seq").isIntegralNumber() ? params.path("_seq").longValue() : null,
                text(params, "idempotencyKey"),
                flag(params, "_ephemeral"),
                zone(params),
                audio,
                documents);
    }

    static ObjectNode write(SendRequest request) {
        ObjectNode json = Json.object();
        writeContent(json, request.content());
        request.model().ifPresent(model -> json.put("model", model));
        request.agentId().ifPresent(agent -> json.put("agent_id", agent));
        writeTools(json, request.tools());
        if (request.audience() == Audience.PUBLIC) json.put("_tool_audience", "public");
        if (request.clientSeq() != null) json.put("_seq", request.clientSeq());
        request.idempotencyKey().ifPresent(key -> json.put("idempotencyKey", key));
        if (request.ephemeral()) json.put("_ephemeral", true);
        request.zone().ifPresent(zone -> json.put("_timezone", zone.getId()));
        request.audio().ifPresent(audio -> json.put("_audio_filename", audio));
        if (!request.documents().isEmpty()) json.set("_document_files", MessageJson.documents(request.documents()));
        return json;
    }

    private static List<ContentPart> content(JsonNode params) {
        JsonNode blocks = params.path("content");
        if (blocks.isArray()) return MessageJson.parts(blocks);
        Optional<String> words = text(params, "text").or(() -> text(params, "message"));
        return words.map(text -> List.<ContentPart>of(new ContentPart.Text(text)))
                .orElseGet(List::of);
    }

    private static void writeContent(ObjectNode json, List<ContentPart> content) {
        if (content.size() == 1 && content.getFirst() instanceof ContentPart.Text(var text)) json.put("text", text);
        else json.set("content", MessageJson.blocks(content));
    }

    private static ToolUse tools(JsonNode params) {
        JsonNode policy = params.path("_tool_policy");
        if (!policy.isMissingNode() && !policy.isNull() && !policy.isObject())
            throw RequestException.invalid("'_tool_policy' must be an object with 'allow' and 'deny'");
        Optional<Set<String>> active = params.hasNonNull("active_tools")
                ? Optional.of(new LinkedHashSet<>(names(params, "active_tools")))
                : Optional.empty();
        return new ToolUse(
                flag(params, "stream_only"),
                active,
                choice(params.path("tool_choice")),
                names(policy, "allow"),
                names(policy, "deny"));
    }

    private static void writeTools(ObjectNode json, ToolUse tools) {
        if (tools.streamOnly()) json.put("stream_only", true);
        tools.active().ifPresent(names -> json.set("active_tools", array(names)));
        switch (tools.choice()) {
            case ToolChoice.Auto _ -> {}
            case ToolChoice.Any _ -> json.putObject("tool_choice").put("type", "any");
            case ToolChoice.None _ -> json.putObject("tool_choice").put("type", "none");
            case ToolChoice.Named(var tool) ->
                json.putObject("tool_choice").put("type", "tool").put("name", tool);
        }
        if (tools.allow().isEmpty() && tools.deny().isEmpty()) return;
        ObjectNode policy = json.putObject("_tool_policy");
        policy.set("allow", array(tools.allow()));
        policy.set("deny", array(tools.deny()));
    }

    private static ToolChoice choice(JsonNode choice) {
        if (choice.isMissingNode() || choice.isNull()) return ToolChoice.AUTO;
        return switch (choice.path("type").asString("")) {
            case "auto" -> ToolChoice.AUTO;
            case "any" -> ToolChoice.ANY;
            case "none" -> ToolChoice.NONE;
            case "tool" ->
                new ToolChoice.Named(text(choice, "name")
                        .orElseThrow(() -> RequestException.invalid("'tool_choice' needs a 'name'")));
            default -> throw RequestException.invalid("'tool_choice.type' must be auto, any, none or tool");
        };
    }

    private static Audience audience(JsonNode params) {
        JsonNode audience = params.path("_tool_audience");
        if (!audience.isMissingNode() && !audience.isNull()) {
            if (audience.asString("").equals("public")) return Audience.PUBLIC;
            throw RequestException.invalid("'_tool_audience' can only be 'public'");
        }
        JsonNode privateContext = params.path("_private_context");
        boolean open = privateContext.isMissingNode() || (privateContext.isBoolean() && privateContext.booleanValue());
        return open ? Audience.OWNER : Audience.PUBLIC;
    }

    private static Optional<ZoneId> zone(JsonNode params) {
        try {
            return text(params, "_timezone").map(ZoneId::of);
        } catch (DateTimeException unknownZone) {
            return Optional.empty();
        }
    }

    /** Where a document lies follows from its name alone: a path that a client gives is never believed. */
    private static List<Attachment> documents(JsonNode entries, String mediaPrefix) {
        List<Attachment> documents = new ArrayList<>();
        for (JsonNode entry : entries) {
            String name = entry.path("stored_filename").asString("");
            if (!MEDIA_NAME.matcher(name).matches()) continue;
            JsonNode size = entry.path("size_bytes");
            documents.add(new Attachment(
                    entry.path("display_name").asString(name),
                    name,
                    entry.path("mime_type").asString("application/octet-stream"),
                    size.isIntegralNumber() ? size.longValue() : null,
                    mediaPrefix + name));
        }
        return documents;
    }

    private static List<String> names(JsonNode object, String field) {
        JsonNode array = object.path(field);
        if (array.isMissingNode() || array.isNull()) return List.of();
        if (!array.isArray()) throw RequestException.invalid("'" + field + "' must be an array of names");
        List<String> names = new ArrayList<>();
        for (JsonNode name : array) {
            if (!name.isString()) throw RequestException.invalid("'" + field + "' must be an array of names");
            names.add(name.stringValue());
        }
        return names;
    }

    private static ArrayNode array(Iterable<String> names) {
        ArrayNode array = Json.array();
        names.forEach(array::add);
        return array;
    }

    private static Optional<String> text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        @Nullable String text = value.isString() ? value.stringValue() : null;
        return Optional.ofNullable(text).filter(found -> !found.isBlank());
    }

    private static boolean flag(JsonNode params, String field) {
        JsonNode value = params.path(field);
        return value.isBoolean() && value.booleanValue();
    }
}
