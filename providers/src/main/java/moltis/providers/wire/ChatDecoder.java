package moltis.providers.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import moltis.core.json.Json;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.ModelId;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads one streamed answer of the Chat Completions protocol, with the liberties that servers take: calls without id or
 * index, ids and names repeated in every fragment, arguments as an object, no end mark after a finish reason.
 */
final class ChatDecoder implements StreamDecoder {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final ModelId id;
    private final ProviderErrors errors;
    private final Supplier<String> newIds;
    private final TextFrames texts = new TextFrames("content");
    private final TextFrames thoughts = new TextFrames("reasoning_content");
    private final TextFrames otherThoughts = new TextFrames("reasoning");
    private final ThinkTags thinkTags = new ThinkTags();
    private final List<OpenCall> calls = new ArrayList<>();
    private String finishReason = "";
    private Usage usage = Usage.NONE;

    ChatDecoder(ModelId id, ProviderErrors errors, Supplier<String> newIds) {
        this.id = id;
        this.errors = errors;
        this.newIds = newIds;
    }

    @Override
    public boolean frame(byte[] bytes, int offset, int length, EventSink sink) throws InterruptedException {
        String text = texts.match(bytes, offset, length);
        if (text != null) {
            thinkTags.accept(text, sink);
            return false;
        }
        String thought = thoughts.match(bytes, offset, length);
        if (thought == null) thought = otherThoughts.match(bytes, offset, length);
        if (thought != null) {
            reasoning(thought, sink);
            return false;
        }
        if (isDone(bytes, offset, length)) return true;
        JsonNode chunk;
        try {
            chunk = Json.MAPPER.readTree(bytes, offset, length);
        } catch (JacksonException _) {
            // Some servers mix notes into the stream.
            return false;
        }
        chunk(chunk, bytes, offset, length, sink);
        return false;
    }

    private static boolean isDone(byte[] bytes, int offset, int length) {
        int end = offset + length;
        while (end > offset && bytes[end - 1] == ' ') end--;
        return Arrays.equals(bytes, offset, end, DONE, 0, DONE.length);
    }

    private void chunk(JsonNode chunk, byte[] bytes, int offset, int length, EventSink sink)
            throws InterruptedException {
        if (chunk.has("error") && !chunk.path("error").isNull()) throw errors.reported(chunk);
        JsonNode counters = UsageCounters.in(chunk);
        if (counters.isObject()) usage = UsageCounters.read(counters);
        JsonNode choice = chunk.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        JsonNode toolCalls = delta.path("tool_calls");
        String finish = choice.path("finish_reason").asString("");
        String content = text(delta.path("content"));
        String reasoning = delta.path("reasoning_content").asString("");
        boolean other = reasoning.isEmpty();
        if (other) reasoning = delta.path("reasoning").asString("");
        if (reasoning.isEmpty()) reasoning = thinking(delta.path("content"));

        if (!content.isEmpty()) thinkTags.accept(content, sink);
        if (!reasoning.isEmpty()) reasoning(reasoning, sink);
        if (toolCalls.isArray()) {
            for (JsonNode entry : toolCalls) toolCall(entry, sink);
        }
        if (delta.path("function_call").isObject()) functionCall(delta.path("function_call"), sink);
        if (!finish.isEmpty()) {
            finishReason = finish;
            return;
        }
        if (counters.isObject() || toolCalls.isArray() && !toolCalls.isEmpty()) return;
        if (reasoning.isEmpty() && !content.isEmpty()) texts.learn(bytes, offset, length, content);
        if (content.isEmpty() && !reasoning.isEmpty())
            (other ? otherThoughts : thoughts).learn(bytes, offset, length, reasoning);
    }

    /** The visible text of a content field, which some vendors write as a list of parts. */
    private static String text(JsonNode content) {
        if (!content.isArray()) return content.asString("");
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) text.append(part.path("text").asString(""));
        return text.toString();
    }

    private static String thinking(JsonNode content) {
        if (!content.isArray()) return "";
        StringBuilder thinking = new StringBuilder();
        for (JsonNode part : content) thinking.append(text(part.path("thinking")));
        return thinking.toString();
    }

    private static void reasoning(String delta, EventSink sink) throws InterruptedException {
        if (!delta.isEmpty()) sink.accept(new StreamEvent.Reasoning(delta));
    }

    private void toolCall(JsonNode entry, EventSink sink) throws InterruptedException {
        JsonNode function = entry.path("function");
        String callId = entry.path("id").asString("");
        String name = function.path("name").asString("");
        int index = entry.path("index").isInt() ? entry.path("index").asInt() : -1;
        OpenCall call = find(index, callId, name);
        if (call == null) {
            call = new OpenCall(calls.size(), index, callId);
            calls.add(call);
        }
        call.name(name, entry);
        call.add(arguments(function.path("arguments")));
        call.flush(sink);
    }

    /** The form before {@code tool_calls}: one call without id and index. */
    private void functionCall(JsonNode function, EventSink sink) throws InterruptedException {
        if (calls.isEmpty()) calls.add(new OpenCall(0, 0, ""));
        OpenCall call = calls.getFirst();
        call.name(function.path("name").asString(""), function);
        call.add(arguments(function.path("arguments")));
        call.flush(sink);
    }

    /** The call that a fragment goes on with, or null when it begins a new one. */
    private @Nullable OpenCall find(int index, String callId, String name) {
        if (index < 0) {
            if (callId.isEmpty() && name.isEmpty()) return calls.isEmpty() ? null : calls.getLast();
            for (OpenCall call : calls) {
                if (!callId.isEmpty() && call.vendorId.equals(callId)) return call;
            }
            return null;
        }
        for (OpenCall call : calls.reversed()) {
            if (call.index != index) continue;
            // The same index with another id and a name is another call of a vendor that does not count.
            boolean another =
                    !callId.isEmpty() && !call.vendorId.equals(callId) && !name.isEmpty() && !call.name.isEmpty();
            return another ? null : call;
        }
        return null;
    }

    private static String arguments(JsonNode arguments) {
        if (arguments.isString()) return arguments.asString();
        return arguments.isContainer() ? arguments.toString() : "";
    }

    @Override
    public boolean complete() {
        return !finishReason.isEmpty();
    }

    @Override
    public Completion finish(EventSink sink) throws InterruptedException {
        thinkTags.finish(sink);
        boolean called = false;
        for (OpenCall call : calls) called |= call.complete(sink);
        StopReason stop = switch (finishReason) {
            case "length", "max_tokens" -> StopReason.LENGTH;
            case "", "stop", "tool_calls", "function_call", "eos", "eos_token", "end_turn", "stop_sequence" ->
                called ? StopReason.TOOL_CALLS : StopReason.END;
            default -> throw errors.endedWith(finishReason);
        };
        return new Completion(id, stop, usage);
    }

    /** A call that is being put together. It is passed on as soon as its name is known. */
    private final class OpenCall {

        private final int number;
        private final int index;
        private final String vendorId;
        private final StringBuilder waiting = new StringBuilder();
        private String name = "";
        private Optional<String> signature = Optional.empty();
        private boolean started;

        OpenCall(int number, int index, String vendorId) {
            this.number = number;
            this.index = index;
            this.vendorId = vendorId;
        }

        void name(String part, JsonNode entry) {
            if (name.isEmpty()) name = part;
            if (signature.isEmpty()) signature = signature(entry);
        }

        void add(String arguments) {
            waiting.append(arguments);
        }

        void flush(EventSink sink) throws InterruptedException {
            if (name.isEmpty()) return;
            if (!started) {
                started = true;
                sink.accept(new StreamEvent.ToolStarted(number, callId(), name, signature));
            }
            if (waiting.isEmpty()) return;
            String fragment = waiting.toString();
            waiting.setLength(0);
            sink.accept(new StreamEvent.ToolArguments(number, fragment));
        }

        private String callId() {
            boolean taken = vendorId.isEmpty();
            for (OpenCall other : calls) taken |= other != this && other.started && other.vendorId.equals(vendorId);
            return taken ? newIds.get() : vendorId;
        }

        boolean complete(EventSink sink) throws InterruptedException {
            if (started) sink.accept(new StreamEvent.ToolCompleted(number));
            return started;
        }

        private static Optional<String> signature(JsonNode entry) {
            for (JsonNode candidate : List.of(
                    entry.path("thought_signature"),
                    entry.path("metadata").path("thought_signature"),
                    entry.path("extra_content").path("google").path("thought_signature"))) {
                if (candidate.isString()) return Optional.of(candidate.asString());
            }
            return Optional.empty();
        }
    }
}
