package moltis.gateway.v1.responses;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import moltis.core.model.Completion;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.gateway.json.JsonBytes;
import moltis.gateway.v1.AnswerHead;
import moltis.gateway.v1.AnswerWriter;
import moltis.gateway.v1.Outlet;
import org.jspecify.annotations.Nullable;

/** Writes an answer as the events of Responses, from {@code response.created} to {@code response.completed}. */
final class ResponsesStream implements AnswerWriter {

    private static final String OPEN = "in_progress";
    private static final String DONE = "completed";
    private static final byte[] NOTHING = new byte[0];

    /** An item that is being written. @param call null unless it is one */
    private record Item(int place, String id, StreamEvent.@Nullable ToolStarted call, StringBuilder text) {}

    private final AnswerHead head;
    private final Outlet outlet;
    private final List<byte[]> items = new ArrayList<>();
    private final Map<Integer, Item> calls = new HashMap<>();
    private @Nullable Item message;
    private @Nullable Item thought;
    private long sequence;
    private boolean begun;

    ResponsesStream(AnswerHead head, Outlet outlet) {
        this.head = head;
        this.outlet = outlet;
    }

    @Override
    public void accept(StreamEvent event) throws InterruptedException {
        begin();
        switch (event) {
            case StreamEvent.Text(var delta) -> {
                endThought();
                Item open = message == null ? openMessage() : message;
                open.text().append(delta);
                delta("response.output_text.delta", open, ",\"content_index\":0,\"logprobs\":[]", delta);
            }
            case StreamEvent.Reasoning(var delta) -> {
                endMessage();
                Item open = thought == null ? openThought() : thought;
                open.text().append(delta);
                delta("response.reasoning_summary_text.delta", open, ",\"summary_index\":0", delta);
            }
            case StreamEvent.ToolStarted call -> {
                endThought();
                endMessage();
                Item item = item("fc_", call);
                calls.put(call.index(), item);
                added(item, ResponsesJson.call(item.id(), OPEN, call.id(), call.tool(), ""));
            }
            case StreamEvent.ToolArguments(var index, var delta) -> {
                @Nullable Item item = calls.get(index);
                if (item == null) return;
                item.text().append(delta);
                delta("response.function_call_arguments.delta", item, "", delta);
            }
            case StreamEvent.ToolCompleted(var index) -> endCall(calls.remove(index));
        }
    }

    @Override
    public void finish(Completion completion) throws InterruptedException {
        begin();
        endThought();
        if (items.isEmpty()) message = openMessage();
        endMessage();
        for (Item call : List.copyOf(calls.values())) endCall(call);
        boolean whole = completion.stop() == StopReason.END || completion.stop() == StopReason.TOOL_CALLS;
        JsonBytes json =
                event(whole ? "response.completed" : "response.incomplete").raw(",\"response\":");
        write(ResponsesJson.ended(json, head, completion.stop(), completion.usage(), items));
        outlet.end();
    }

    private void begin() throws InterruptedException {
        if (begun) return;
        begun = true;
        outlet.begin(200, Outlet.EVENT_STREAM);
        for (String name : List.of("response.created", "response.in_progress"))
            write(ResponsesJson.begun(event(name).raw(",\"response\":"), head));
    }

    private Item item(String prefix, StreamEvent.@Nullable ToolStarted call) {
        var made = new Item(items.size(), prefix + head.id() + "_" + items.size(), call, new StringBuilder());
        items.add(NOTHING);
        return made;
    }

    private Item openMessage() throws InterruptedException {
        Item open = item("msg_", null);
        message = open;
        added(open, ResponsesJson.message(open.id(), OPEN, ""));
        write(
                of("response.content_part.added", open)
                        .raw(
                                ",\"content_index\":0,\"part\":{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"\"}"));
        return open;
    }

    private void endMessage() throws InterruptedException {
        Item open = message;
        if (open == null) return;
        message = null;
        String text = open.text().toString();
        write(of("response.output_text.done", open)
                .raw(",\"content_index\":0,\"logprobs\":[],\"text\":\"")
                .escaped(text)
                .raw("\""));
        write(of("response.content_part.done", open)
                .raw(
                        ",\"content_index\":0,\"part\":{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"")
                .escaped(text)
                .raw("\"}"));
        done(open, ResponsesJson.message(open.id(), DONE, text));
    }

    private Item openThought() throws InterruptedException {
        Item open = item("rs_", null);
        thought = open;
        added(open, ResponsesJson.reasoning(open.id(), OPEN, ""));
        write(of("response.reasoning_summary_part.added", open)
                .raw(",\"summary_index\":0,\"part\":{\"type\":\"summary_text\",\"text\":\"\"}"));
        return open;
    }

    private void endThought() throws InterruptedException {
        Item open = thought;
        if (open == null) return;
        thought = null;
        String text = open.text().toString();
        write(of("response.reasoning_summary_text.done", open)
                .raw(",\"summary_index\":0,\"text\":\"")
                .escaped(text)
                .raw("\""));
        write(of("response.reasoning_summary_part.done", open)
                .raw(",\"summary_index\":0,\"part\":{\"type\":\"summary_text\",\"text\":\"")
                .escaped(text)
                .raw("\"}"));
        done(open, ResponsesJson.reasoning(open.id(), DONE, text));
    }

    private void endCall(@Nullable Item item) throws InterruptedException {
        if (item == null || item.call() == null) return;
        String arguments = item.text().isEmpty() ? "{}" : item.text().toString();
        write(of("response.function_call_arguments.done", item)
                .text("name", item.call().tool())
                .text("arguments", arguments));
        done(
                item,
                ResponsesJson.call(
                        item.id(), DONE, item.call().id(), item.call().tool(), arguments));
    }

    private void added(Item item, byte[] json) throws InterruptedException {
        write(event("response.output_item.added")
                .raw(",\"output_index\":" + item.place() + ",\"item\":")
                .raw(json));
    }

    private void done(Item item, byte[] json) throws InterruptedException {
        items.set(item.place(), json);
        write(event("response.output_item.done")
                .raw(",\"output_index\":" + item.place() + ",\"item\":")
                .raw(json));
    }

    private void delta(String name, Item item, String more, String delta) throws InterruptedException {
        write(of(name, item).raw(more + ",\"delta\":\"").escaped(delta).raw("\""));
    }

    private JsonBytes of(String name, Item item) {
        return event(name).raw(",\"item_id\":\"" + item.id() + "\",\"output_index\":" + item.place());
    }

    private JsonBytes event(String name) {
        return new JsonBytes()
                .raw("event: " + name + "\ndata: {\"type\":\"" + name + "\",\"sequence_number\":" + sequence++);
    }

    private void write(JsonBytes event) throws InterruptedException {
        outlet.write(event.raw("}\n\n").toBytes());
    }
}
