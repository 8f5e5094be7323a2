package moltis.gateway.v1.openai;

import moltis.core.model.Completion;
import moltis.core.model.StreamEvent;
import moltis.gateway.http.Exchange;
import moltis.gateway.json.JsonBytes;
import moltis.gateway.v1.AnswerHead;
import moltis.gateway.v1.AnswerWriter;
import moltis.gateway.v1.Gathered;
import moltis.gateway.v1.Outlet;

/** Writes an answer as one {@code chat.completion}. */
final class ChatWhole implements AnswerWriter {

    private final AnswerHead head;
    private final Outlet outlet;
    private final Gathered gathered = new Gathered();

    ChatWhole(AnswerHead head, Outlet outlet) {
        this.head = head;
        this.outlet = outlet;
    }

    @Override
    public void accept(StreamEvent event) {
        gathered.accept(event);
    }

    @Override
    public void finish(Completion completion) throws InterruptedException {
        JsonBytes json = ChatJson.head(head, "chat.completion", new JsonBytes())
                .raw(",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\"");
        if (gathered.text().isEmpty() && !gathered.calls().isEmpty()) json.raw(",\"content\":null");
        else json.text("content", gathered.text());
        json.raw(",\"refusal\":null");
        if (!gathered.reasoning().isEmpty()) json.text("reasoning_content", gathered.reasoning());
        if (!gathered.calls().isEmpty()) writeCalls(json);
        json.raw("},\"logprobs\":null,\"finish_reason\":\"" + ChatJson.reason(completion.stop()) + "\"}]");
        outlet.send(
                200,
                Exchange.JSON,
                ChatJson.usage(json, completion.usage()).close().toBytes());
    }

    private void writeCalls(JsonBytes json) {
        json.raw(",\"tool_calls\":[");
        boolean first = true;
        for (Gathered.Call call : gathered.calls()) {
            json.raw(first ? "{" : ",{");
            first = false;
            json.text("id", call.id())
                    .text("type", "function")
                    .name("function")
                    .open()
                    .text("name", call.tool())
                    .text("arguments", call.arguments())
                    .close();
            ChatJson.signature(json, call.thoughtSignature().orElse(null)).close();
        }
        json.raw("]");
    }
}
