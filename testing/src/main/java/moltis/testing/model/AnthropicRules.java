package moltis.testing.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What Anthropic refuses in a request, and what a script may know about it. */
final class AnthropicRules implements WireRules {

    private static final Set<String> REQUEST_KEYS = Set.of(
            "model",
            "max_tokens",
            "stream",
            "system",
            "messages",
            "tools",
            "tool_choice",
            "thinking",
            "output_config",
            "metadata",
            "stop_sequences",
            "temperature",
            "top_p");
    private static final Set<String> BLOCKS =
            Set.of("text", "image", "tool_use", "tool_result", "thinking", "redacted_thinking");

    @Override
    public Optional<String> brokenBy(JsonNode request) {
        for (String key : request.propertyNames()) {
            if (!REQUEST_KEYS.contains(key)) return Optional.of(key + ": Extra inputs are not permitted");
        }
        if (request.path("model").asString("").isEmpty()) return Optional.of("model: Field required");
        long limit = request.path("max_tokens").asLong(0);
        if (limit < 1) return Optional.of("max_tokens: Field required");
        JsonNode thinking = request.path("thinking");
        if (thinking.path("type").asString("").equals("enabled")) {
            long budget = thinking.path("budget_tokens").asLong(0);
            if (budget < 1024) return Optional.of("thinking.budget_tokens: must be at least 1024");
            if (budget >= limit) return Optional.of("max_tokens must be greater than thinking.budget_tokens");
            String choice = request.path("tool_choice").path("type").asString("auto");
            if (!choice.equals("auto") && !choice.equals("none")) {
                return Optional.of("Thinking may not be enabled when tool_choice forces tool use.");
            }
        }
        if (markers(request) > 4) return Optional.of("A maximum of 4 blocks with cache_control may be provided.");
        return conversation(request.path("messages"));
    }

    private static int markers(JsonNode node) {
        int count = node.has("cache_control") ? 1 : 0;
        for (JsonNode child : node) count += markers(child);
        return count;
    }

    private static Optional<String> conversation(JsonNode messages) {
        if (messages.isEmpty()) return Optional.of("messages: at least one message is required");
        Set<String> open = new HashSet<>();
        String expected = "user";
        for (JsonNode message : messages) {
            for (String key : message.propertyNames()) {
                if (!key.equals("role") && !key.equals("content")) {
                    return Optional.of("messages." + key + ": Extra inputs are not permitted");
                }
            }
            String role = message.path("role").asString("");
            if (!role.equals(expected)) return Optional.of("messages: roles must alternate, expected " + expected);
            expected = role.equals("user") ? "assistant" : "user";
            JsonNode content = message.path("content");
            if (content.isString() ? content.asString().isBlank() : content.isEmpty()) {
                return Optional.of("messages: all messages must have non-empty content");
            }
            Set<String> asked = open;
            open = new HashSet<>();
            var broken = blocks(role, content, asked, open);
            if (broken.isPresent()) return broken;
            if (!asked.isEmpty()) {
                return Optional.of(
                        "`tool_use` ids were found without `tool_result` blocks immediately after: " + asked);
            }
        }
        if (!open.isEmpty()) return Optional.of("`tool_use` ids were found without `tool_result` blocks: " + open);
        return expected.equals("user")
                ? Optional.of("the conversation must end with a user message")
                : Optional.empty();
    }

    private static Optional<String> blocks(String role, JsonNode content, Set<String> asked, Set<String> open) {
        if (content.isString()) return Optional.empty();
        boolean other = false;
        for (JsonNode block : content) {
            String type = block.path("type").asString("");
            if (!BLOCKS.contains(type)) return Optional.of("content: unknown block type " + type);
            switch (type) {
                case "text" -> {
                    if (block.path("text").asString("").isBlank()) {
                        return Optional.of("messages: text content blocks must contain non-whitespace text");
                    }
                }
                case "tool_use" -> {
                    if (!role.equals("assistant")) return Optional.of("tool_use outside an assistant message");
                    if (!block.path("input").isObject()) return Optional.of("tool_use.input: must be an object");
                    String id = block.path("id").asString("");
                    if (!id.matches("[a-zA-Z0-9_-]+")) return Optional.of("tool_use.id: invalid " + id);
                    if (!open.add(id)) return Optional.of("`tool_use` ids must be unique");
                }
                case "tool_result" -> {
                    if (other) return Optional.of("`tool_result` blocks must come first");
                    if (!asked.remove(block.path("tool_use_id").asString(""))) {
                        return Optional.of("unexpected `tool_use_id` found in `tool_result` blocks");
                    }
                }
                default -> {}
            }
            if (!type.equals("tool_result")) other = true;
        }
        return Optional.empty();
    }

    @Override
    public Asked asked(JsonNode request, int number) {
        String lastUser = "";
        List<String> results = new ArrayList<>();
        for (JsonNode message : request.path("messages")) {
            if (!message.path("role").asString("").equals("user")) continue;
            JsonNode content = message.path("content");
            if (content.isString()) {
                lastUser = content.asString();
                results.clear();
                continue;
            }
            for (JsonNode block : content) {
                if (block.path("type").asString("").equals("text")) {
                    lastUser = block.path("text").asString("");
                    results.clear();
                } else if (block.path("type").asString("").equals("tool_result")) {
                    results.add(WireRules.text(block.path("content")));
                }
            }
        }
        Set<String> tools = new HashSet<>();
        for (JsonNode tool : request.path("tools")) tools.add(tool.path("name").asString(""));
        return new Asked(lastUser, results, tools, number);
    }
}
