package moltis.gateway.v1.anthropic;

import moltis.core.model.StopReason;
import moltis.core.model.Usage;
import moltis.gateway.json.JsonBytes;
import moltis.gateway.v1.AnswerHead;

/** What both forms of an answer have in common. */
final class MessagesJson {

    private MessagesJson() {}

    /** The beginning of a message, up to its content. */
    static JsonBytes head(AnswerHead head, JsonBytes json) {
        return json.open()
                .text("id", "msg_" + head.id())
                .text("type", "message")
                .text("role", "assistant")
                .text("model", head.model());
    }

    static String reason(StopReason stop) {
        return switch (stop) {
            case END -> "end_turn";
            case TOOL_CALLS -> "tool_use";
            case LENGTH -> "max_tokens";
            case REFUSAL -> "refusal";
        };
    }

    static JsonBytes usage(JsonBytes json, Usage usage) {
        return json.name("usage")
                .open()
                .number("input_tokens", usage.input())
                .number("cache_creation_input_tokens", usage.cacheWrite())
                .number("cache_read_input_tokens", usage.cacheRead())
                .number("output_tokens", usage.output())
                .close();
    }
}
