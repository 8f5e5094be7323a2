package moltis.testing.model;

import moltis.core.ErrorCode;
import moltis.core.model.StopReason;
import moltis.core.model.Usage;

/** Server-sent events of OpenAI's Responses API. */
final class ResponsesFormat implements WireFormat {

    private enum Item {
        NONE,
        MESSAGE,
        REASONING
    }

    private final WireFormat refusals = new ChatFormat();
    private String model = "";
    private Item open = Item.NONE;
    private int index = -1;
    private int sequence;

    @Override
    public String start(String name, Usage usage) {
        model = name;
        return event("response.created", "\"response\":" + response("in_progress", "", ""))
                + event("response.in_progress", "\"response\":" + response("in_progress", "", ""));
    }

    @Override
    public String text(String delta) {
        return into(Item.MESSAGE)
                + event(
                        "response.output_text.delta",
                        "\"item_id\":\"msg_1\",\"output_index\":" + index + ",\"content_index\":0,\"delta\":"
                                + Quoted.json(delta) + ",\"logprobs\":[]");
    }

    @Override
    public String thought(String delta) {
        return into(Item.REASONING)
                + event(
                        "response.reasoning_summary_text.delta",
                        "\"item_id\":\"rs_1\",\"output_index\":" + index + ",\"summary_index\":0,\"delta\":"
                                + Quoted.json(delta));
    }

    @Override
    public String call(Reply.Call call) {
        StringBuilder out = new StringBuilder(into(Item.NONE));
        index++;
        out.append(event("response.output_item.added", callItem(call, "")));
        for (String fragment : call.fragments()) {
            out.append(event(
                    "response.function_call_arguments.delta",
                    "\"item_id\":\"fc_1\",\"output_index\":" + index + ",\"delta\":" + Quoted.json(fragment)));
        }
        String whole = String.join("", call.fragments());
        return out.append(event(
                        "response.function_call_arguments.done",
                        "\"item_id\":\"fc_1\",\"output_index\":" + index + ",\"arguments\":" + Quoted.json(whole)))
                .append(event("response.output_item.done", callItem(call, whole)))
                .toString();
    }

    @Override
    public String end(StopReason stop, Usage usage) {
        String counters = ",\"usage\":{\"input_tokens\":" + usage.totalInput()
                + ",\"input_tokens_details\":{\"cached_tokens\":" + usage.cacheRead() + "},\"output_tokens\":"
                + usage.output() + ",\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":"
                + (usage.totalInput() + usage.output()) + "}";
        return into(Item.NONE)
                + switch (stop) {
                    case END, TOOL_CALLS ->
                        event("response.completed", "\"response\":" + response("completed", "", counters));
                    case LENGTH -> incomplete("max_output_tokens", counters);
                    case REFUSAL -> incomplete("content_filter", counters);
                };
    }

    @Override
    public String error(ErrorCode code, String message) {
        String error = refusals.refusal(code, message).body();
        String inner = error.substring("{\"error\":".length(), error.length() - 1);
        return event("response.failed", "\"response\":" + response("failed", ",\"error\":" + inner, ""));
    }

    @Override
    public Refusal refusal(ErrorCode code, String message) {
        return refusals.refusal(code, message);
    }

    private String incomplete(String reason, String counters) {
        return event(
                "response.incomplete",
                "\"response\":"
                        + response("incomplete", ",\"incomplete_details\":{\"reason\":\"" + reason + "\"}", counters));
    }

    private String into(Item wanted) {
        if (open == wanted) return "";
        StringBuilder out = new StringBuilder();
        if (open != Item.NONE) out.append(event("response.output_item.done", item(open, "completed")));
        open = wanted;
        if (wanted == Item.NONE) return out.toString();
        index++;
        out.append(event("response.output_item.added", item(wanted, "in_progress")));
        return out.append(
                        wanted == Item.MESSAGE
                                ? event(
                                        "response.content_part.added",
                                        "\"item_id\":\"msg_1\",\"output_index\":" + index
                                                + ",\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"\"}")
                                : event(
                                        "response.reasoning_summary_part.added",
                                        "\"item_id\":\"rs_1\",\"output_index\":" + index
                                                + ",\"summary_index\":0,\"part\":{\"type\":\"summary_text\",\"text\":\"\"}"))
                .toString();
    }

    private String item(Item kind, String status) {
        String body = kind == Item.MESSAGE
                ? "\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"" + status
                        + "\",\"content\":[]"
                : "\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[]";
        return "\"output_index\":" + index + ",\"item\":{" + body + "}";
    }

    private String callItem(Reply.Call call, String arguments) {
        return "\"output_index\":" + index + ",\"item\":{\"id\":\"fc_1\",\"type\":\"function_call\",\"call_id\":"
                + Quoted.json(call.id()) + ",\"name\":" + Quoted.json(call.tool()) + ",\"arguments\":"
                + Quoted.json(arguments) + "}";
    }

    private String response(String status, String details, String counters) {
        return "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"" + status + "\",\"model\":"
                + Quoted.json(model) + ",\"output\":[]" + details + counters + "}";
    }

    private String event(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + sequence++ + "," + rest
                + "}\n\n";
    }
}
