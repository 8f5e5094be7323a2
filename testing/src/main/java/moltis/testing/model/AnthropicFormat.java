package moltis.testing.model;

import moltis.core.ErrorCode;
import moltis.core.model.StopReason;
import moltis.core.model.Usage;

/** Server-sent events of Anthropic's Messages API. */
final class AnthropicFormat implements WireFormat {

    static final String SIGNATURE = "c2lnbmF0dXJl";

    private enum Block {
        NONE,
        TEXT,
        THINKING
    }

    private Block open = Block.NONE;
    private int index = -1;

    @Override
    public String start(String model, Usage usage) {
        return event(
                        "message_start",
                        "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":"
                                + Quoted.json(model)
                                + ",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":"
                                + usage.input() + ",\"cache_creation_input_tokens\":" + usage.cacheWrite()
                                + ",\"cache_read_input_tokens\":" + usage.cacheRead() + ",\"output_tokens\":1}}")
                + event("ping", "");
    }

    @Override
    public String text(String delta) {
        return into(Block.TEXT, "{\"type\":\"text\",\"text\":\"\"}")
                + delta("{\"type\":\"text_delta\",\"text\":" + Quoted.json(delta) + "}");
    }

    @Override
    public String thought(String delta) {
        return into(Block.THINKING, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                + delta("{\"type\":\"thinking_delta\",\"thinking\":" + Quoted.json(delta) + "}");
    }

    @Override
    public String call(Reply.Call call) {
        StringBuilder out = new StringBuilder(into(Block.NONE, ""));
        index++;
        out.append(blockStart("{\"type\":\"tool_use\",\"id\":" + Quoted.json(call.id()) + ",\"name\":"
                + Quoted.json(call.tool()) + ",\"input\":{}}"));
        for (String fragment : call.fragments()) {
            out.append(delta("{\"type\":\"input_json_delta\",\"partial_json\":" + Quoted.json(fragment) + "}"));
        }
        return out.append(blockStop()).toString();
    }

    @Override
    public String end(StopReason stop, Usage usage) {
        String reason = switch (stop) {
            case END -> "end_turn";
            case TOOL_CALLS -> "tool_use";
            case LENGTH -> "max_tokens";
            case REFUSAL -> "refusal";
        };
        return into(Block.NONE, "")
                + event(
                        "message_delta",
                        "\"delta\":{\"stop_reason\":\"" + reason
                                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":" + usage.output() + "}")
                + event("message_stop", "");
    }

    @Override
    public String error(ErrorCode code, String message) {
        return event("error", "\"error\":" + error(type(code), message));
    }

    @Override
    public Refusal refusal(ErrorCode code, String message) {
        String text = switch (code) {
            case QUOTA_EXHAUSTED ->
                "Your credit balance is too low to access the Anthropic API. "
                        + "Please go to Plans & Billing to upgrade or purchase credits.";
            case CONTEXT_TOO_LONG -> "prompt is too long: 250000 tokens > 200000 maximum";
            default -> message;
        };
        int status = switch (code) {
            case KEY_REJECTED -> 401;
            case MODEL_UNKNOWN -> 404;
            case PROVIDER_RATE_LIMITED -> 429;
            case PROVIDER_OVERLOADED -> 529;
            case PROVIDER_FAILED -> 500;
            default -> 400;
        };
        return new Refusal(status, "{\"type\":\"error\",\"error\":" + error(type(code), text) + "}");
    }

    private static String type(ErrorCode code) {
        return switch (code) {
            case KEY_REJECTED -> "authentication_error";
            case MODEL_UNKNOWN -> "not_found_error";
            case PROVIDER_RATE_LIMITED -> "rate_limit_error";
            case PROVIDER_OVERLOADED -> "overloaded_error";
            case PROVIDER_FAILED -> "api_error";
            default -> "invalid_request_error";
        };
    }

    private static String error(String type, String message) {
        return "{\"type\":\"" + type + "\",\"message\":" + Quoted.json(message) + "}";
    }

    private String into(Block wanted, String block) {
        if (open == wanted) return "";
        StringBuilder out = new StringBuilder();
        if (open == Block.THINKING) {
            out.append(delta("{\"type\":\"signature_delta\",\"signature\":\"" + SIGNATURE + "\"}"));
        }
        if (open != Block.NONE) out.append(blockStop());
        open = wanted;
        if (wanted != Block.NONE) {
            index++;
            out.append(blockStart(block));
        }
        return out.toString();
    }

    private String blockStart(String block) {
        return event("content_block_start", "\"index\":" + index + ",\"content_block\":" + block);
    }

    private String blockStop() {
        return event("content_block_stop", "\"index\":" + index);
    }

    private String delta(String delta) {
        return event("content_block_delta", "\"index\":" + index + ",\"delta\":" + delta);
    }

    private static String event(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + (rest.isEmpty() ? "" : ",") + rest + "}\n\n";
    }
}
