package moltis.testing.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What an OpenAI-compatible vendor refuses in a request, and what a script may know about it. */
final class ChatRules implements WireRules {

    private static final Set<String> MESSAGE_KEYS =
            Set.of("role", "content", "name", "tool_calls", "tool_call_id", "reasoning_content");

    @Override
    public Optional<String> brokenBy(JsonNode request) {
        if (request.path("model").asString("").isEmpty()) return Optional.of("you must provide a model parameter");
        JsonNode messages = request.path("messages");
        if (messages.isEmpty()) return Optional.of("[] is too short - 'messages'");
        Set<String> open = new HashSet<>();
        for (JsonNode message : messages) {
            var broken = message(message, open);
            if (broken.isPresent()) return broken;
        }
        if (!open.isEmpty()) return Optional.of(unanswered(open));
        for (JsonNode tool : request.path("tools")) {
            JsonNode function = tool.path("function");
            if (!function.path("name").asString("").matches("[A-Za-z0-9_-]{1,64}")) {
                return Optional.of("Invalid 'tools[].function.name'");
            }
            if (function.path("strict").asBoolean(false)) {
                var broken = strictSchema(function.path("parameters"));
                if (broken.isPresent()) return broken;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> message(JsonNode message, Set<String> open) {
        for (String key : message.propertyNames()) {
            if (!MESSAGE_KEYS.contains(key)) return Optional.of("Unrecognized key in message: " + key);
        }
        String role = message.path("role").asString("");
        if (role.equals("tool")) {
            String id = message.path("tool_call_id").asString("");
            if (open.remove(id)) return Optional.empty();
            return Optional.of(
                    "messages with role 'tool' must be a response to a preceding message with 'tool_calls': " + id);
        }
        if (!open.isEmpty()) return Optional.of(unanswered(open));
        if (message.has("name") && !message.path("name").asString("").matches("[A-Za-z0-9_-]{1,64}")) {
            return Optional.of("Invalid 'messages[].name'");
        }
        return switch (role) {
            case "system", "developer", "user" ->
                message.has("content") ? Optional.empty() : Optional.of("Missing 'messages[].content'");
            case "assistant" -> assistant(message, open);
            default -> Optional.of("Invalid role: " + role);
        };
    }

    private static Optional<String> assistant(JsonNode message, Set<String> open) {
        for (JsonNode call : message.path("tool_calls")) {
            String id = call.path("id").asString("");
            if (!id.matches("[A-Za-z0-9_-]{1,40}")) return Optional.of("Invalid 'tool_calls[].id': " + id);
            if (!open.add(id)) return Optional.of("Duplicate 'tool_calls[].id': " + id);
            if (!call.path("function").path("arguments").isString()) {
                return Optional.of("'tool_calls[].function.arguments' must be a string");
            }
        }
        return open.isEmpty() && !message.path("content").isString()
                ? Optional.of("assistant message must have content or tool_calls")
                : Optional.empty();
    }

    private static String unanswered(Set<String> open) {
        return "An assistant message with 'tool_calls' must be followed by tool messages. No answer to: " + open;
    }

    static Optional<String> strictSchema(JsonNode schema) {
        if (schema.path("type").asString("").equals("object") || schema.has("properties")) {
            if (schema.path("additionalProperties").asBoolean(true)) {
                return Optional.of("Invalid schema: 'additionalProperties' is required to be supplied and to be false");
            }
            Set<String> required = new HashSet<>();
            for (JsonNode name : schema.path("required")) required.add(name.asString());
            if (!required.equals(Set.copyOf(schema.path("properties").propertyNames()))) {
                return Optional.of("Invalid schema: 'required' must list every key in properties");
            }
        }
        for (JsonNode child : schema) {
            if (!child.isContainer()) continue;
            var broken = strictSchema(child);
            if (broken.isPresent()) return broken;
        }
        return Optional.empty();
    }

    @Override
    public Asked asked(JsonNode request, int number) {
        String lastUser = "";
        List<String> results = new ArrayList<>();
        for (JsonNode message : request.path("messages")) {
            String role = message.path("role").asString("");
            if (role.equals("user")) {
                lastUser = WireRules.text(message.path("content"));
                results.clear();
            } else if (role.equals("tool")) {
                results.add(WireRules.text(message.path("content")));
            }
        }
        Set<String> tools = new HashSet<>();
        for (JsonNode tool : request.path("tools")) {
            tools.add(tool.path("function").path("name").asString(""));
        }
        return new Asked(lastUser, results, tools, number);
    }
}
