package moltis.testing.model;

import moltis.core.ErrorCode;
import moltis.core.model.StopReason;
import moltis.core.model.Usage;

/** Server-sent events of OpenAI's Chat Completions API. */
final class ChatFormat implements WireFormat {

    private String head = "";
    private int calls;

    @Override
    public String start(String model, Usage usage) {
        head = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,\"model\":"
                + Quoted.json(model) + ",";
        return delta("\"role\":\"assistant\",\"content\":\"\"");
    }

    @Override
    public String text(String delta) {
        return delta("\"content\":" + Quoted.json(delta));
    }

    @Override
    public String thought(String delta) {
        return delta("\"reasoning_content\":" + Quoted.json(delta));
    }

    @Override
    public String call(Reply.Call call) {
        int index = calls++;
        StringBuilder out = new StringBuilder(delta("\"tool_calls\":[{\"index\":" + index + ",\"id\":"
                + Quoted.json(call.id()) + ",\"type\":\"function\",\"function\":{\"name\":" + Quoted.json(call.tool())
                + ",\"arguments\":\"\"}" + extra(call) + "}]"));
        for (String fragment : call.fragments()) {
            out.append(delta("\"tool_calls\":[{\"index\":" + index + ",\"function\":{\"arguments\":"
                    + Quoted.json(fragment) + "}}]"));
        }
        return out.toString();
    }

    @Override
    public String end(StopReason stop, Usage usage) {
        String reason = switch (stop) {
            case END -> "stop";
            case TOOL_CALLS -> "tool_calls";
            case LENGTH -> "length";
            case REFUSAL -> "content_filter";
        };
        long prompt = usage.totalInput();
        return head + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}\n\n"
                + head + "\"choices\":[],\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":"
                + usage.output() + ",\"total_tokens\":" + (prompt + usage.output())
                + ",\"prompt_tokens_details\":{\"cached_tokens\":" + usage.cacheRead() + "}}}\n\n"
                + "data: [DONE]\n\n";
    }

    @Override
    public String error(ErrorCode code, String message) {
        return "data: " + refusal(code, message).body() + "\n\n";
    }

    @Override
    public Refusal refusal(ErrorCode code, String message) {
        return switch (code) {
            case KEY_REJECTED -> refusal(401, "invalid_request_error", "invalid_api_key", message);
            case MODEL_UNKNOWN -> refusal(404, "invalid_request_error", "model_not_found", message);
            case QUOTA_EXHAUSTED ->
                refusal(
                        429,
                        "insufficient_quota",
                        "insufficient_quota",
                        "You exceeded your current quota, please check your plan and billing details.");
            case CONTEXT_TOO_LONG ->
                refusal(
                        400,
                        "invalid_request_error",
                        "context_length_exceeded",
                        "This model's maximum context length is 128000 tokens.");
            case PROVIDER_RATE_LIMITED -> refusal(429, "requests", "rate_limit_exceeded", message);
            case PROVIDER_OVERLOADED -> refusal(503, "server_error", "overloaded", message);
            case PROVIDER_FAILED -> refusal(500, "server_error", "server_error", message);
            default -> refusal(400, "invalid_request_error", "invalid_value", message);
        };
    }

    private static Refusal refusal(int status, String type, String code, String message) {
        return new Refusal(
                status,
                "{\"error\":{\"message\":" + Quoted.json(message) + ",\"type\":\"" + type
                        + "\",\"param\":null,\"code\":\"" + code + "\"}}");
    }

    private static String extra(Reply.Call call) {
        return call.thoughtSignature()
                .map(signature ->
                        ",\"extra_content\":{\"google\":{\"thought_signature\":" + Quoted.json(signature) + "}}")
                .orElse("");
    }

    private String delta(String fields) {
        return head + "\"choices\":[{\"index\":0,\"delta\":{" + fields + "},\"finish_reason\":null}]}\n\n";
    }
}
