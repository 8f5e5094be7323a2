package moltis.providers.wire;

import java.util.Optional;
import moltis.core.json.Json;
import moltis.core.model.ToolCall;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The thinking blocks that came before a tool call. Anthropic wants them back unchanged, signatures included, so they
 * travel as the call's opaque vendor data, with a mark that tells them from other vendors'.
 */
final class AnthropicThinking {

    private static final String MARK = "anthropic:";

    private AnthropicThinking() {}

    static Optional<String> pack(ArrayNode blocks) {
        return blocks.isEmpty() ? Optional.empty() : Optional.of(MARK + blocks);
    }

    static boolean on(ToolCall call) {
        return call.thoughtSignature().filter(data -> data.startsWith(MARK)).isPresent();
    }

    /** The blocks before {@code call}; none when they came from another vendor. */
    static JsonNode unpack(ToolCall call) {
        if (!on(call)) return Json.array();
        try {
            return Json.parse(call.thoughtSignature().orElseThrow().substring(MARK.length()));
        } catch (JacksonException _) {
            return Json.array();
        }
    }
}
