package moltis.providers.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import moltis.core.json.Json;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.ModelId;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one streamed answer of the Responses protocol. Only a terminal event, or {@code [DONE]}, ends it. */
final class ResponsesDecoder implements StreamDecoder {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final ModelId id;
    private final ProviderErrors errors;
    private final Map<Integer, OpenCall> calls = new TreeMap<>();
    private @Nullable OpenCall latest;
    private StopReason stop = StopReason.END;
    private Usage usage = Usage.NONE;

    /** A call that is being put together. */
    private static final class OpenCall {
        private final int index;
        private boolean hasArguments;
        private boolean completed;

        private OpenCall(int index) {
            this.index = index;
        }
    }

    ResponsesDecoder(ModelId id, ProviderErrors errors) {
        this.id = id;
        this.errors = errors;
    }

    @Override
    public boolean frame(byte[] bytes, int offset, int length, EventSink sink) throws InterruptedException {
        if (Arrays.equals(bytes, offset, offset + length, DONE, 0, DONE.length)) return true;
        JsonNode event = Json.MAPPER.readTree(bytes, offset, length);
        switch (event.path("type").asString("")) {
            // A refusal in words is what the model answers.
            case "response.output_text.delta", "response.refusal.delta" -> text(event, sink);
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
                thought(event.path("delta").asString(""), sink);
            case "response.reasoning_summary_part.added" -> {
                if (event.path("summary_index").asInt(0) > 0) thought("\n\n", sink);
            }
            case "response.output_item.added" -> started(event, sink);
            case "response.function_call_arguments.delta" ->
                arguments(find(event), event.path("delta").asString(""), sink);
            case "response.function_call_arguments.done" -> completed(find(event), event.path("arguments"), sink);
            case "response.output_item.done" -> {
                JsonNode item = event.path("item");
                if (isCall(item)) completed(find(event), item.path("arguments"), sink);
            }
            case "response.completed" -> {
                count(event.path("response"));
                return true;
            }
            case "response.incomplete" -> {
                JsonNode response = event.path("response");
                count(response);
                String reason =
                        response.path("incomplete_details").path("reason").asString("");
                stop = reason.equals("content_filter") ? StopReason.REFUSAL : StopReason.LENGTH;
                return true;
            }
            case "response.failed" -> throw errors.reported(event.path("response"));
            case "error" -> throw errors.reported(event);
            default -> {
                if (event.path("error").isObject()) throw errors.reported(event);
            }
        }
        return false;
    }

    private static void text(JsonNode event, EventSink sink) throws InterruptedException {
        String delta = event.path("delta").asString("");
        if (!delta.isEmpty()) sink.accept(new StreamEvent.Text(delta));
    }

    private static void thought(String delta, EventSink sink) throws InterruptedException {
        if (!delta.isEmpty()) sink.accept(new StreamEvent.Reasoning(delta));
    }

    private void started(JsonNode event, EventSink sink) throws InterruptedException {
        JsonNode item = event.path("item");
        if (!isCall(item)) return;
        int index = index(event).orElseGet(this::free);
        if (calls.containsKey(index)) index = free();
        var call = new OpenCall(index);
        calls.put(index, call);
        latest = call;
        sink.accept(new StreamEvent.ToolStarted(
                index, item.path("call_id").asString(""), item.path("name").asString(""), Optional.empty()));
        arguments(call, item.path("arguments").asString(""), sink);
    }

    private static void arguments(@Nullable OpenCall call, String delta, EventSink sink) throws InterruptedException {
        if (call == null || call.completed || delta.isEmpty()) return;
        call.hasArguments = true;
        sink.accept(new StreamEvent.ToolArguments(call.index, delta));
    }

    /** @param whole the arguments in one piece, which count if no piece came before */
    private static void completed(@Nullable OpenCall call, JsonNode whole, EventSink sink) throws InterruptedException {
        if (call == null || call.completed) return;
        if (!call.hasArguments) arguments(call, whole.asString(""), sink);
        call.completed = true;
        sink.accept(new StreamEvent.ToolCompleted(call.index));
    }

    private static boolean isCall(JsonNode item) {
        return item.path("type").asString("").equals("function_call");
    }

    private @Nullable OpenCall find(JsonNode event) {
        return index(event).map(calls::get).orElse(latest);
    }

    private static Optional<Integer> index(JsonNode event) {
        for (String field : new String[] {"output_index", "item_index", "index"}) {
            if (event.path(field).isInt()) return Optional.of(event.path(field).asInt());
        }
        return Optional.empty();
    }

    private int free() {
        int index = calls.size();
        while (calls.containsKey(index)) index++;
        return index;
    }

    private void count(JsonNode response) {
        if (response.path("usage").isObject()) usage = UsageCounters.read(response.path("usage"));
    }

    @Override
    public boolean complete() {
        return false;
    }

    @Override
    public Completion finish(EventSink sink) throws InterruptedException {
        for (OpenCall call : calls.values()) {
            if (!call.completed) sink.accept(new StreamEvent.ToolCompleted(call.index));
        }
        if (stop == StopReason.END && !calls.isEmpty()) stop = StopReason.TOOL_CALLS;
        return new Completion(id, stop, usage);
    }
}
