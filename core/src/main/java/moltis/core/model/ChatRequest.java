package moltis.core.model;

import java.util.List;
import java.util.Optional;

/**
 * One request to a model.
 *
 * @param messages system messages first, then the conversation; every tool call is answered
 * @param effort empty leaves it to the provider
 * @param maxOutputTokens empty leaves it to the provider, or to our table where the wire demands a number
 * @param terms how the answer is to be
 * @param verbatim what is sent instead of all that; the rest is then for counting only
 * @param context for whom it is asked; no part of what the model gets
 */
public record ChatRequest(
        List<Message> messages,
        List<ToolSpec> tools,
        ToolChoice toolChoice,
        Optional<ReasoningEffort> effort,
        Optional<Integer> maxOutputTokens,
        AnswerTerms terms,
        Optional<Verbatim> verbatim,
        CallContext context) {

    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /** A request in our own words. */
    public ChatRequest(
            List<Message> messages,
            List<ToolSpec> tools,
            ToolChoice toolChoice,
            Optional<ReasoningEffort> effort,
            Optional<Integer> maxOutputTokens,
            AnswerTerms terms,
            CallContext context) {
        this(messages, tools, toolChoice, effort, maxOutputTokens, terms, Optional.empty(), context);
    }

    /** A request without wishes for the answer. */
    public ChatRequest(
            List<Message> messages,
            List<ToolSpec> tools,
            ToolChoice toolChoice,
            Optional<ReasoningEffort> effort,
            Optional<Integer> maxOutputTokens,
            CallContext context) {
        this(messages, tools, toolChoice, effort, maxOutputTokens, AnswerTerms.NONE, Optional.empty(), context);
    }

    /** A request that nobody's conversation causes. */
    public ChatRequest(
            List<Message> messages,
            List<ToolSpec> tools,
            ToolChoice toolChoice,
            Optional<ReasoningEffort> effort,
            Optional<Integer> maxOutputTokens) {
        this(messages, tools, toolChoice, effort, maxOutputTokens, CallContext.NONE);
    }

    /** The same, asked for somebody; {@code otherEffort} counts where it is given. */
    public ChatRequest with(CallContext whose, Optional<ReasoningEffort> otherEffort) {
        return new ChatRequest(
                messages, tools, toolChoice, otherEffort.or(() -> effort), maxOutputTokens, terms, verbatim, whose);
    }

    public static ChatRequest of(List<Message> messages, List<ToolSpec> tools) {
        return new ChatRequest(messages, tools, ToolChoice.AUTO, Optional.empty(), Optional.empty());
    }
}
