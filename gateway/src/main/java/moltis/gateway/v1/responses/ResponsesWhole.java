package moltis.gateway.v1.responses;

import java.util.ArrayList;
import java.util.List;
import moltis.core.model.Completion;
import moltis.core.model.StreamEvent;
import moltis.gateway.http.Exchange;
import moltis.gateway.json.JsonBytes;
import moltis.gateway.v1.AnswerHead;
import moltis.gateway.v1.AnswerWriter;
import moltis.gateway.v1.Gathered;
import moltis.gateway.v1.Outlet;

/** Writes an answer as one response. */
final class ResponsesWhole implements AnswerWriter {

    private static final String DONE = "completed";

    private final AnswerHead head;
    private final Outlet outlet;
    private final Gathered gathered = new Gathered();

    ResponsesWhole(AnswerHead head, Outlet outlet) {
        this.head = head;
        this.outlet = outlet;
    }

    @Override
    public void accept(StreamEvent event) {
        gathered.accept(event);
    }

    @Override
    public void finish(Completion completion) throws InterruptedException {
        List<byte[]> items = new ArrayList<>();
        if (!gathered.reasoning().isEmpty())
            items.add(ResponsesJson.reasoning("rs_" + head.id(), DONE, gathered.reasoning()));
        if (!gathered.text().isEmpty() || gathered.calls().isEmpty())
            items.add(ResponsesJson.message("msg_" + head.id(), DONE, gathered.text()));
        for (Gathered.Call call : gathered.calls())
            items.add(ResponsesJson.call(
                    "fc_" + head.id() + "_" + items.size(), DONE, call.id(), call.tool(), call.arguments()));
        outlet.send(
                200,
                Exchange.JSON,
                ResponsesJson.ended(new JsonBytes(), head, completion.stop(), completion.usage(), items)
                        .toBytes());
    }
}
