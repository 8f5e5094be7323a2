package moltis.gateway.v1.openai;

import moltis.core.model.StopReason;
import moltis.core.model.Usage;
import moltis.gateway.json.JsonBytes;
import moltis.gateway.v1.AnswerHead;
import org.jspecify.annotations.Nullable;

/** What both forms of an answer have in common. */
final class ChatJson {

    private ChatJson() {}

    /** The beginning of an answer, up to its choices. @param object the name of its form */
    static JsonBytes head(AnswerHead head, String object, JsonBytes json) {
        return json.open()
                .text("id", "chatcmpl-" + head.id())
                .text("object", object)
                .number("created", head.created())
                .text("model", head.model());
    }

    static String reason(StopReason stop) {
        return switch (stop) {
            case END -> "stop";
            case TOOL_CALLS -> "tool_calls";
            case LENGTH -> "length";
            case REFUSAL -> "content_filter";
        };
    }

    static JsonBytes usage(JsonBytes json, Usage usage) {
        return json.name("usage")
                .open()
                .number("prompt_tokens", usage.totalInput())
                .number("completion_tokens", usage.output())
                .number("total_tokens", usage.totalInput() + usage.output())
                .name("prompt_tokens_details")
                .open()
                .number("cached_tokens", usage.cacheRead())
                .close()
                .name("completion_tokens_details")
                .open()
                .number("reasoning_tokens", usage.reasoning())
                .close()
                .close();
    }

    /** What a vendor wants back with a call, where clients that know the field keep it. */
    static JsonBytes signature(JsonBytes json, @Nullable String signature) {
        if (signature == null) return json;
        return json.name("extra_content")
                .open()
                .name("google")
                .open()
                .text("thought_signature", signature)
                .close()
                .close();
    }
}
