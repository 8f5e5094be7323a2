package moltis.gateway.v1.anthropic;

import java.util.LinkedHashMap;
import java.util.Map;
import moltis.core.model.Completion;
import moltis.core.model.StreamEvent;
import moltis.core.model.Usage;
import moltis.gateway.json.JsonBytes;
import moltis.gateway.v1.AnswerHead;
import moltis.gateway.v1.AnswerWriter;
import moltis.gateway.v1.Outlet;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer as Anthropic's events, from {@code message_start} to {@code message_stop}. One block is open at a time:
 * pieces of calls that come across each other are kept until their turn.
 */
final class MessagesStream implements AnswerWriter {

    private enum Block {
        NONE,
        TEXT,
        THINKING,
        CALL
    }

    /** A call whose block is not open. */
    private record Waiting(StreamEvent.ToolStarted call, StringBuilder arguments) {}

    private final AnswerHead head;
    private final Outlet outlet;
    private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();
    private Block open = Block.NONE;
    private int openCall = -1;
    private int blocks;
    private boolean begun;

    MessagesStream(AnswerHead head, Outlet outlet) {
        this.head = head;
        this.outlet = outlet;
    }

    @Override
    public void accept(StreamEvent event) throws InterruptedException {
        begin();
        switch (event) {
            case StreamEvent.Text(var delta) -> {
                if (open != Block.TEXT) open(Block.TEXT, "{\"type\":\"text\",\"text\":\"\"}");
                delta("text_delta", "text", delta);
            }
            case StreamEvent.Reasoning(var delta) -> {
                if (open != Block.THINKING)
                    open(Block.THINKING, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
                delta("thinking_delta", "thinking", delta);
            }
            case StreamEvent.ToolStarted call -> {
                waiting.put(call.index(), new Waiting(call, new StringBuilder()));
                if (open != Block.CALL) next();
            }
            case StreamEvent.ToolArguments(var index, var delta) -> arguments(index, delta);
            case StreamEvent.ToolCompleted(var index) -> {
                if (open == Block.CALL && openCall == index) next();
            }
        }
    }

    private void arguments(int index, String delta) throws InterruptedException {
        @Nullable Waiting later = waiting.get(index);
        if (later != null) later.arguments().append(delta);
        else if (open == Block.CALL && openCall == index) delta("input_json_delta", "partial_json", delta);
    }

    /** Opens the block of the next call that waits, if one does. */
    private void next() throws InterruptedException {
        close();
        if (waiting.isEmpty()) return;
        int index = waiting.keySet().iterator().next();
        @Nullable Waiting call = waiting.remove(index);
        if (call == null) return;
        openCall = index;
        JsonBytes block = new JsonBytes()
                .raw("{\"type\":\"tool_use\"")
                .text("id", call.call().id())
                .text("name", call.call().tool())
                .raw(",\"input\":{}}");
        open(Block.CALL, block.toBytes());
        if (!call.arguments().isEmpty())
            delta("input_json_delta", "partial_json", call.arguments().toString());
    }

    @Override
    public void finish(Completion completion) throws InterruptedException {
        begin();
        while (!waiting.isEmpty()) next();
        close();
        JsonBytes end = event("message_delta")
                .raw("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"")
                .raw(MessagesJson.reason(completion.stop()))
                .raw("\",\"stop_sequence\":null}");
        outlet.write(MessagesJson.usage(end, completion.usage())
                .raw("}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n")
                .toBytes());
        outlet.end();
    }

    private void begin() throws InterruptedException {
        if (begun) return;
        begun = true;
        outlet.begin(200, Outlet.EVENT_STREAM);
        JsonBytes json = MessagesJson.head(head, event("message_start").raw("{\"type\":\"message_start\",\"message\":"))
                .raw(",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null");
        outlet.write(MessagesJson.usage(json, Usage.NONE).raw("}}\n\n").toBytes());
    }

    private void open(Block kind, String block) throws InterruptedException {
        open(kind, new JsonBytes().raw(block).toBytes());
    }

    private void open(Block kind, byte[] block) throws InterruptedException {
        close();
        open = kind;
        outlet.write(event("content_block_start")
                .raw("{\"type\":\"content_block_start\",\"index\":" + blocks + ",\"content_block\":")
                .raw(block)
                .raw("}\n\n")
                .toBytes());
    }

    private void delta(String type, String field, String text) throws InterruptedException {
        if (text.isEmpty()) return;
        outlet.write(new JsonBytes()
                .raw("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":" + blocks
                        + ",\"delta\":{\"type\":\"" + type + "\",\"" + field + "\":\"")
                .escaped(text)
                .raw("\"}}\n\n")
                .toBytes());
    }

    private void close() throws InterruptedException {
        if (open == Block.NONE) return;
        open = Block.NONE;
        openCall = -1;
        outlet.write(event("content_block_stop")
                .raw("{\"type\":\"content_block_stop\",\"index\":" + blocks + "}\n\n")
                .toBytes());
        blocks++;
    }

    private static JsonBytes event(String name) {
        return new JsonBytes().raw("event: " + name + "\ndata: ");
    }
}
