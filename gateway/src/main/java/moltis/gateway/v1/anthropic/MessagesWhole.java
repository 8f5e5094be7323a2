package moltis.gateway.v1.anthropic;

import moltis.core.model.Completion;
import moltis.core.model.DecodedArguments;
import moltis.core.model.StreamEvent;
import moltis.gateway.http.Exchange;
import moltis.gateway.json.JsonBytes;
import moltis.gateway.v1.AnswerHead;
import moltis.gateway.v1.AnswerWriter;
import moltis.gateway.v1.Gathered;
import moltis.gateway.v1.Outlet;

/** Writes an answer as one message. */
final class MessagesWhole implements AnswerWriter {

    private final AnswerHead head;
    private final Outlet outlet;
    private final Gathered gathered = new Gathered();

    MessagesWhole(AnswerHead head, Outlet outlet) {
        this.head = head;
        this.outlet = outlet;
    }

    @Override
    public void accept(StreamEvent event) {
        gathered.accept(event);
    }

    @Override
    public void finish(Completion completion) throws InterruptedException {
        JsonBytes json = MessagesJson.head(head, new JsonBytes()).raw(",\"content\":[");
        String comma = "";
        if (!gathered.reasoning().isEmpty()) {
            json.open()
                    .text("type", "thinking")
                    .text("thinking", gathered.reasoning())
                    .text("signature", "")
                    .close();
            comma = ",";
        }
        if (!gathered.text().isEmpty()) {
            json.raw(comma)
                    .open()
                    .text("type", "text")
                    .text("text", gathered.text())
                    .close();
            comma = ",";
        }
        for (Gathered.Call call : gathered.calls()) {
            json.raw(comma)
                    .open()
                    .text("type", "tool_use")
                    .text("id", call.id())
                    .text("name", call.tool())
                    .json("input", DecodedArguments.of(call.arguments()).value().toString())
                    .close();
            comma = ",";
        }
        json.raw("],\"stop_reason\":\"")
                .raw(MessagesJson.reason(completion.stop()))
                .raw("\",\"stop_sequence\":null");
        outlet.send(
                200,
                Exchange.JSON,
                MessagesJson.usage(json, completion.usage()).close().toBytes());
    }
}
