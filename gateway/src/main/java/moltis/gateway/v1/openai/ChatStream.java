package moltis.gateway.v1.openai;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import moltis.core.model.Completion;
import moltis.core.model.StreamEvent;
import moltis.gateway.json.JsonBytes;
import moltis.gateway.v1.AnswerHead;
import moltis.gateway.v1.AnswerWriter;
import moltis.gateway.v1.Outlet;
import org.jspecify.annotations.Nullable;

/** Writes an answer as {@code chat.completion.chunk}s. What all chunks share is made once. */
final class ChatStream implements AnswerWriter {

    private static final byte[] END = ",\"finish_reason\":null}]}\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final AnswerHead head;
    private final Outlet outlet;
    private final byte[] start;
    private final byte[] before;
    private final Map<Integer, Integer> places = new HashMap<>();
    private boolean begun;

    ChatStream(AnswerHead head, Outlet outlet) {
        this.head = head;
        this.outlet = outlet;
        this.start = ChatJson.head(head, "chat.completion.chunk", new JsonBytes().raw("data: "))
                .toBytes();
        this.before = new JsonBytes()
                .raw(start)
                .raw(",\"choices\":[{\"index\":0,\"delta\":")
                .toBytes();
    }

    @Override
    public void accept(StreamEvent event) throws InterruptedException {
        begin();
        switch (event) {
            case StreamEvent.Text(var delta) -> text("{\"content\":\"", delta, "\"}");
            case StreamEvent.Reasoning(var delta) -> text("{\"reasoning_content\":\"", delta, "\"}");
            case StreamEvent.ToolStarted started -> started(started);
            case StreamEvent.ToolArguments(var index, var delta) -> {
                @Nullable Integer place = places.get(index);
                if (place != null)
                    text("{\"tool_calls\":[{\"index\":" + place + ",\"function\":{\"arguments\":\"", delta, "\"}}]}");
            }
            case StreamEvent.ToolCompleted _ -> {}
        }
    }

    @Override
    public void finish(Completion completion) throws InterruptedException {
        begin();
        outlet.write(new JsonBytes()
                .raw(before)
                .raw("{},\"finish_reason\":\"" + ChatJson.reason(completion.stop()) + "\"}]}\n\n")
                .toBytes());
        if (head.question().countsStream())
            outlet.write(ChatJson.usage(new JsonBytes().raw(start).raw(",\"choices\":[]"), completion.usage())
                    .raw("}\n\n")
                    .toBytes());
        outlet.write(DONE);
        outlet.end();
    }

    private void begin() throws InterruptedException {
        if (begun) return;
        begun = true;
        outlet.begin(200, Outlet.EVENT_STREAM);
        text("{\"role\":\"assistant\",\"content\":\"", "", "\"}");
    }

    private void text(String open, String delta, String close) throws InterruptedException {
        outlet.write(new JsonBytes()
                .raw(before)
                .raw(open)
                .escaped(delta)
                .raw(close)
                .raw(END)
                .toBytes());
    }

    private void started(StreamEvent.ToolStarted call) throws InterruptedException {
        int place = places.size();
        places.put(call.index(), place);
        JsonBytes json = new JsonBytes()
                .raw(before)
                .raw("{\"tool_calls\":[{\"index\":" + place)
                .text("id", call.id())
                .text("type", "function")
                .name("function")
                .open()
                .text("name", call.tool())
                .text("arguments", "")
                .close();
        outlet.write(ChatJson.signature(json, call.thoughtSignature().orElse(null))
                .raw("}]}")
                .raw(END)
                .toBytes());
    }
}
