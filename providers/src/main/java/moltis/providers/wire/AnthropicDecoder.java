package moltis.providers.wire;

import java.util.LinkedHashSet;
import java.util.Set;
import moltis.core.json.Json;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.ModelId;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads one streamed answer of the Messages protocol. */
final class AnthropicDecoder implements StreamDecoder {

    private final ModelId id;
    private final ProviderErrors errors;
    private final TextFrames texts = new TextFrames("text");
    private final TextFrames thoughts = new TextFrames("thinking");
    private final Set<Integer> openCalls = new LinkedHashSet<>();
    private final StringBuilder thinking = new StringBuilder();
    private String signature = "";
    /** Finished thinking blocks that the next tool call takes with it. */
    private ArrayNode finishedThinking = Json.array();

    private boolean inThinking;
    private String stopReason = "";
    private Usage usage = Usage.NONE;

    AnthropicDecoder(ModelId id, ProviderErrors errors) {
        this.id = id;
        this.errors = errors;
    }

    @Override
    public boolean frame(byte[] bytes, int offset, int length, EventSink sink) throws InterruptedException {
        String text = texts.match(bytes, offset, length);
        if (text != null) {
            text(text, sink);
            return false;
        }
        String thought = thoughts.match(bytes, offset, length);
        if (thought != null) {
            thought(thought, sink);
            return false;
        }
        JsonNode event = Json.MAPPER.readTree(bytes, offset, length);
        switch (event.path("type").asString("")) {
            case "message_start" -> count(event.path("message").path("usage"));
            case "content_block_start" -> start(event.path("index").asInt(0), event.path("content_block"), sink);
            case "content_block_delta" -> delta(event, bytes, offset, length, sink);
            case "content_block_stop" -> stop(event.path("index").asInt(0), sink);
            case "message_delta" -> {
                stopReason = event.path("delta").path("stop_reason").asString(stopReason);
                count(event.path("usage"));
            }
            case "message_stop" -> {
                return true;
            }
            case "error" -> throw errors.reported(event);
            default -> {
                if (event.has("error")) throw errors.reported(event);
            }
        }
        return false;
    }

    private void start(int index, JsonNode block, EventSink sink) throws InterruptedException {
        switch (block.path("type").asString("")) {
            case "tool_use" -> {
                openCalls.add(index);
                sink.accept(new StreamEvent.ToolStarted(
                        index,
                        block.path("id").asString(""),
                        block.path("name").asString(""),
                        AnthropicThinking.pack(finishedThinking)));
                finishedThinking = Json.array();
                JsonNode input = block.path("input");
                if (input.isObject() && !input.isEmpty()) {
                    sink.accept(new StreamEvent.ToolArguments(index, input.toString()));
                }
            }
            case "thinking" -> {
                inThinking = true;
                thinking.setLength(0);
                signature = block.path("signature").asString("");
                thought(block.path("thinking").asString(""), sink);
            }
            case "redacted_thinking" -> finishedThinking.add(block);
            case "text" -> text(block.path("text").asString(""), sink);
            default -> {}
        }
    }

    private void delta(JsonNode event, byte[] bytes, int offset, int length, EventSink sink)
            throws InterruptedException {
        JsonNode delta = event.path("delta");
        switch (delta.path("type").asString("")) {
            case "text_delta" -> {
                String text = delta.path("text").asString("");
                texts.learn(bytes, offset, length, text);
                text(text, sink);
            }
            case "thinking_delta" -> {
                String thought = delta.path("thinking").asString("");
                thoughts.learn(bytes, offset, length, thought);
                thought(thought, sink);
            }
            case "signature_delta" -> signature += delta.path("signature").asString("");
            case "input_json_delta" -> {
                int index = event.path("index").asInt(0);
                String fragment = delta.path("partial_json").asString("");
                if (!fragment.isEmpty() && openCalls.contains(index)) {
                    sink.accept(new StreamEvent.ToolArguments(index, fragment));
                }
            }
            default -> {}
        }
    }

    private void stop(int index, EventSink sink) throws InterruptedException {
        if (inThinking) {
            inThinking = false;
            ObjectNode block = Json.object()
                    .put("type", "thinking")
                    .put("thinking", thinking.toString())
                    .put("signature", signature);
            if (!signature.isEmpty()) finishedThinking.add(block);
        }
        if (openCalls.remove(index)) sink.accept(new StreamEvent.ToolCompleted(index));
    }

    private static void text(String delta, EventSink sink) throws InterruptedException {
        if (!delta.isEmpty()) sink.accept(new StreamEvent.Text(delta));
    }

    private void thought(String delta, EventSink sink) throws InterruptedException {
        if (delta.isEmpty()) return;
        thinking.append(delta);
        sink.accept(new StreamEvent.Reasoning(delta));
    }

    /** Later counters replace earlier ones; a counter that is not repeated stays. */
    private void count(JsonNode counters) {
        usage = new Usage(
                UsageCounters.number(counters.path("input_tokens")).orElse(usage.input()),
                UsageCounters.number(counters.path("output_tokens")).orElse(usage.output()),
                UsageCounters.number(counters.path("cache_read_input_tokens")).orElse(usage.cacheRead()),
                UsageCounters.number(counters.path("cache_creation_input_tokens"))
                        .orElse(usage.cacheWrite()));
    }

    @Override
    public boolean complete() {
        return false;
    }

    @Override
    public Completion finish(EventSink sink) throws InterruptedException {
        for (int index : openCalls) sink.accept(new StreamEvent.ToolCompleted(index));
        StopReason stop = switch (stopReason) {
            case "tool_use" -> StopReason.TOOL_CALLS;
            // pause_turn: the vendor stopped a long answer half-way, which is the same to the person.
            case "max_tokens", "model_context_window_exceeded", "pause_turn" -> StopReason.LENGTH;
            case "refusal" -> StopReason.REFUSAL;
            default -> StopReason.END;
        };
        return new Completion(id, stop, usage);
    }
}
