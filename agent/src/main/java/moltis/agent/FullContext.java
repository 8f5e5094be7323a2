package moltis.agent;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that the next turn would send.
 *
 * @param messages in the form of the OpenAI protocol: the system prompt, then the history
 * @param assistantLines the stored assistant lines as they are, each a JSON object
 */
public record FullContext(PromptReport prompt, List<ObjectNode> messages, List<String> assistantLines) {

    public FullContext {
        messages = List.copyOf(messages);
        assistantLines = List.copyOf(assistantLines);
    }
}
