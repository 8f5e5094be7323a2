package moltis.gateway.v1.responses;

import java.util.List;
import moltis.core.model.StopReason;
import moltis.core.model.Usage;
import moltis.gateway.json.JsonBytes;
import moltis.gateway.v1.AnswerHead;

/** Responses and their items as JSON. */
final class ResponsesJson {

    private ResponsesJson() {}

    static JsonBytes begun(JsonBytes json, AnswerHead head) {
        return head(json, head, "in_progress").raw(",\"incomplete_details\":null,\"output\":[],\"usage\":null}");
    }

    static JsonBytes ended(JsonBytes json, AnswerHead head, StopReason stop, Usage usage, List<byte[]> items) {
        String why = switch (stop) {
            case END, TOOL_CALLS -> "";
            case LENGTH -> "max_output_tokens";
            case REFUSAL -> "content_filter";
        };
        head(json, head, why.isEmpty() ? "completed" : "incomplete")
                .raw(
                        why.isEmpty()
                                ? ",\"incomplete_details\":null"
                                : ",\"incomplete_details\":{\"reason\":\"" + why + "\"}")
                .raw(",\"output\":[");
        for (int i = 0; i < items.size(); i++) json.raw(i == 0 ? "" : ",").raw(items.get(i));
        return json.raw("],\"usage\":{\"input_tokens\":" + usage.totalInput()
                + ",\"input_tokens_details\":{\"cached_tokens\":" + usage.cacheRead() + "},\"output_tokens\":"
                + usage.output() + ",\"output_tokens_details\":{\"reasoning_tokens\":" + usage.reasoning()
                + "},\"total_tokens\":" + (usage.totalInput() + usage.output()) + "}}");
    }

    private static JsonBytes head(JsonBytes json, AnswerHead head, String status) {
        return json.raw("{\"id\":\"resp_")
                .escaped(head.id())
                .raw("\",\"object\":\"response\",\"created_at\":" + head.created() + ",\"status\":\"" + status
                        + "\",\"error\":null,\"instructions\":null,\"metadata\":{},\"model\":\"")
                .escaped(head.model())
                .raw("\",\"parallel_tool_calls\":"
                        + head.question().request().terms().parallelCalls()
                        + ",\"previous_response_id\":null,\"store\":false,\"temperature\":null,\"tool_choice\":\"auto\","
                        + "\"tools\":[],\"top_p\":null");
    }

    static byte[] message(String id, String status, String text) {
        JsonBytes json = new JsonBytes()
                .raw("{\"id\":\"" + id + "\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"" + status
                        + "\",\"content\":[");
        if (status.equals("completed"))
            json.raw("{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"")
                    .escaped(text)
                    .raw("\"}");
        return json.raw("]}").toBytes();
    }

    static byte[] reasoning(String id, String status, String text) {
        JsonBytes json = new JsonBytes()
                .raw("{\"id\":\"" + id + "\",\"type\":\"reasoning\",\"status\":\"" + status + "\",\"summary\":[");
        if (status.equals("completed"))
            json.raw("{\"type\":\"summary_text\",\"text\":\"").escaped(text).raw("\"}");
        return json.raw("]}").toBytes();
    }

    static byte[] call(String id, String status, String callId, String tool, String arguments) {
        return new JsonBytes()
                .raw("{\"id\":\"" + id + "\",\"type\":\"function_call\",\"status\":\"" + status + "\"")
                .text("call_id", callId)
                .text("name", tool)
                .text("arguments", arguments)
                .raw("}")
                .toBytes();
    }
}
