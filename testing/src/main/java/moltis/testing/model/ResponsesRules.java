package moltis.testing.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What OpenAI refuses in a request of its Responses API, and what a script may know about it. */
final class ResponsesRules implements WireRules {

    private static final Set<String> REQUEST_KEYS = Set.of(
            "model",
            "stream",
            "instructions",
            "input",
            "tools",
            "tool_choice",
            "reasoning",
            "max_output_tokens",
            "store",
            "text",
            "include");
    private static final Set<String> EFFORTS = Set.of("none", "minimal", "low", "medium", "high", "xhigh");

    @Override
    public Optional<String> brokenBy(JsonNode request) {
        for (String key : request.propertyNames()) {
            if (!REQUEST_KEYS.contains(key)) return Optional.of("Unknown parameter: '" + key + "'.");
        }
        if (request.path("model").asString("").isEmpty()) return Optional.of("Missing required parameter: 'model'.");
        if (request.path("max_output_tokens").asInt(16) < 16) {
            return Optional.of("Invalid 'max_output_tokens': integer below minimum value.");
        }
        JsonNode effort = request.path("reasoning").path("effort");
        if (!effort.isMissingNode() && !EFFORTS.contains(effort.asString(""))) {
            return Optional.of("Invalid value: '" + effort.asString("") + "' for 'reasoning.effort'.");
        }
        for (JsonNode tool : request.path("tools")) {
            if (!tool.path("name").asString("").matches("[A-Za-z0-9_-]{1,64}")) {
                return Optional.of("Invalid 'tools[].name'");
            }
            if (tool.path("strict").asBoolean(true)) {
                var broken = ChatRules.strictSchema(tool.path("parameters"));
                if (broken.isPresent()) return broken;
            }
        }
        return conversation(request.path("input"));
    }

    private static Optional<String> conversation(JsonNode input) {
        if (input.isEmpty()) return Optional.of("One of 'input' or 'previous_response_id' must be provided.");
        Set<String> open = new HashSet<>();
        for (JsonNode item : input) {
            String id = item.path("call_id").asString("");
            switch (item.path("type").asString("message")) {
                case "function_call" -> {
                    if (!id.matches("[A-Za-z0-9_-]{1,64}")) return Optional.of("Invalid 'call_id': " + id);
                    if (!item.path("arguments").isString()) return Optional.of("'arguments' must be a string");
                    if (!open.add(id)) return Optional.of("Duplicate 'call_id': " + id);
                }
                case "function_call_output" -> {
                    if (!item.path("output").isString()) return Optional.of("'output' must be a string");
                    if (!open.remove(id)) {
                        return Optional.of("No tool call found for function call output with call_id " + id + ".");
                    }
                }
                case "message" -> {
                    if (!open.isEmpty()) return Optional.of("No tool output found for function call " + open + ".");
                    var broken = message(item);
                    if (broken.isPresent()) return broken;
                }
                default -> {
                    return Optional.of("Invalid value: '" + item.path("type").asString() + "' for 'input[].type'.");
                }
            }
        }
        return open.isEmpty() ? Optional.empty() : Optional.of("No tool output found for function call " + open + ".");
    }

    private static Optional<String> message(JsonNode item) {
        boolean assistant = item.path("role").asString("").equals("assistant");
        Set<String> parts = assistant ? Set.of("output_text", "refusal") : Set.of("input_text", "input_image");
        if (item.path("content").isEmpty()) return Optional.of("Missing required parameter: 'input[].content'.");
        for (JsonNode part : item.path("content")) {
            if (!parts.contains(part.path("type").asString(""))) {
                return Optional.of("Invalid value: '" + part.path("type").asString("") + "' for the role.");
            }
        }
        return Optional.empty();
    }

    @Override
    public Asked asked(JsonNode request, int number) {
        String lastUser = "";
        List<String> results = new ArrayList<>();
        for (JsonNode item : request.path("input")) {
            if (item.path("role").asString("").equals("user")) {
                lastUser = WireRules.text(item.path("content"));
                results.clear();
            } else if (item.path("type").asString("").equals("function_call_output")) {
                results.add(item.path("output").asString(""));
            }
        }
        Set<String> tools = new HashSet<>();
        for (JsonNode tool : request.path("tools")) tools.add(tool.path("name").asString(""));
        return new Asked(lastUser, results, tools, number);
    }
}
