package moltis.core.model;

import java.util.List;
import java.util.Optional;

/**
 * One request to a model.
 *
 * @param messages system messages first, then the conversation; every tool call is answered
 * @param effort empty leaves it to the provider
 * @param maxOutputTokens empty leaves it to the provider, or to our table where the wire demands a number
 */
public record ChatRequest(
        List<Message> messages,
        List<ToolSpec> tools,
        ToolChoice toolChoice,
        Optional<ReasoningEffort> effort,
        Optional<Integer> maxOutputTokens) {

    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    public static ChatRequest of(List<Message> messages, List<ToolSpec> tools) {
        return new ChatRequest(messages, tools, ToolChoice.AUTO, Optional.empty(), Optional.empty());
    }
}
