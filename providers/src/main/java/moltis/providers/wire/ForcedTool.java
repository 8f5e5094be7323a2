package moltis.providers.wire;

import java.util.Optional;
import moltis.core.model.ChatRequest;
import moltis.core.model.ToolChoice;

/** What OpenAI's protocols demand of a request that forces the model to call a tool. */
final class ForcedTool {

    private ForcedTool() {}

    /** What is wrong, as a sentence. */
    static Optional<String> fault(ChatRequest request) {
        return switch (request.toolChoice()) {
            case ToolChoice.Auto _, ToolChoice.None _ -> Optional.empty();
            case ToolChoice.Named(var name)
            when name.isBlank() -> Optional.of("forced OpenAI tool_choice requires a tool name");
            case ToolChoice.Any _, ToolChoice.Named _ ->
                request.tools().isEmpty()
                        ? Optional.of("forced OpenAI tool_choice requires at least one active tool")
                        : Optional.empty();
        };
    }
}
