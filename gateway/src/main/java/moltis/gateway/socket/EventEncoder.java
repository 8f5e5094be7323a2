package moltis.gateway.socket;

import moltis.core.event.ChatError;
import moltis.core.event.ChatEvent;
import moltis.core.event.Question;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import moltis.core.model.Usage;
import moltis.gateway.json.JsonBytes;
import moltis.gateway.socket.EventFrame.Merge;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Turns events into frames. The names are those of the protocol. Safe for use by many threads. */
final class EventEncoder {

    private static final byte[] NOTHING = {};

    private final DeltaFrames deltas = new DeltaFrames();

    EventFrame encode(ServerEvent event) {
        return switch (event) {
            case ServerEvent.Named named -> named(named.name(), named.payload(), named.droppable());
            case ChatEvent.Delta delta -> deltas.encode(delta);
            case ChatEvent chat -> chat(chat);
        };
    }

    static EventFrame named(String name, JsonNode payload, boolean droppable) {
        Merge merge = name.equals("tick") || name.equals("metrics.update") ? Merge.REPLACE : Merge.NEVER;
        return new EventFrame(
                droppable,
                merge,
                merge == Merge.NEVER ? null : name,
                new JsonBytes()
                        .open()
                        .text("type", "event")
                        .text("event", name)
                        .json("payload", payload.toString())
                        .toBytes(),
                NOTHING,
                NOTHING);
    }

    private static EventFrame chat(ChatEvent event) {
        JsonBytes json = start(event);
        body(json, event);
        if (event instanceof ChatEvent.OfRun ofRun) clientSeq(json, ofRun.run());
        return new EventFrame(
                event.droppable(),
                event instanceof ChatEvent.ThinkingText ? Merge.REPLACE : Merge.NEVER,
                event instanceof ChatEvent.OfRun ofRun ? ofRun.run().id().value() : null,
                json.close().toBytes(),
                NOTHING,
                NOTHING);
    }

    /** The frame up to what the payload says beyond whose it is. */
    static JsonBytes start(ChatEvent event) {
        JsonBytes json = new JsonBytes()
                .open()
                .text("type", "event")
                .text("event", event.name())
                .name("payload")
                .open();
        if (event instanceof ChatEvent.OfRun ofRun)
            json.text("runId", ofRun.run().id().value());
        return json.text("sessionKey", event.session().value()).text("state", event.state());
    }

    static JsonBytes clientSeq(JsonBytes json, ChatEvent.Run run) {
        return json.numberIfPresent("seq", run.clientSeq());
    }

    private static void body(JsonBytes json, ChatEvent event) {
        switch (event) {
            case ChatEvent.Queued(var _, var run, var mode, var position) ->
                json.text("runId", run.value()).text("mode", mode).number("position", position);
            case ChatEvent.QueueCleared(var _, var count) -> json.number("count", count);
            case ChatEvent.Rejected(var _, var reason) -> json.text("reason", reason);
            case ChatEvent.SessionCleared _, ChatEvent.Thinking _, ChatEvent.ThinkingDone _ -> {}
            case ChatEvent.Compacted done -> compacted(json, done);
            case ChatEvent.AutoCompact(var _, var phase, var count, var next, var window, var error) -> {
                json.text("phase", phase)
                        .numberIfPresent("messageCount", count)
                        .numberIfPresent("estimatedNextInputTokens", next)
                        .numberIfPresent("contextWindow", window)
                        .textIfPresent("error", error);
                if (phase.equals("done")) json.text("compactBroadcastPath", "inner");
            }
            // No index of the stored line here: while several messages arrive at once it would be an old one.
            case ChatEvent.UserMessage(var _, var text, var _) -> json.text("text", text);
            case ChatEvent.ThinkingText(var _, var text) -> json.text("text", text);
            case ChatEvent.Delta(var _, var text) -> json.text("text", text);
            case ChatEvent.Iteration(var _, var iteration) -> json.number("iteration", iteration);
            case ChatEvent.ToolCallStart(var _, var id, var tool, var arguments) ->
                json.text("toolCallId", id).text("toolName", tool).json("arguments", arguments.toString());
            case ChatEvent.ToolCallEnd end -> toolCallEnd(json, end);
            case ChatEvent.Notice(var _, var title, var message) ->
                json.text("title", title).text("message", message);
            case ChatEvent.Asked(var _, var question) -> question(json, question);
            case ChatEvent.QuestionClosed(var _, var id, var choice) ->
                json.text("questionId", id).textIfPresent("choice", choice);
            case ChatEvent.ModelSwitched(var _, var from, var to, var message, var reason) -> {
                json.text("title", ChatEvent.ModelSwitched.TITLE)
                        .text("message", message)
                        .text("fromModel", from.toString())
                        .text("toModel", to.toString());
                error(json, "reason", reason);
            }
            case ChatEvent.Retrying(var _, var error, var after) -> {
                error(json, "error", error);
                json.number("retryAfterMs", after);
            }
            case ChatEvent.Steered(var _, var text) -> json.text("text", text);
            case ChatEvent.Final end -> end(json, end);
            case ChatEvent.Failed(var _, var error, var partial, var index) -> {
                error(json, "error", error);
                json.textIfPresent("partialMessage", partial).numberIfPresent("messageIndex", index);
            }
            case ChatEvent.Aborted(var _, var partial, var index) ->
                json.textIfPresent("partialMessage", partial).numberIfPresent("messageIndex", index);
        }
    }

    private static void question(JsonBytes json, Question question) {
        ArrayNode choices = Json.MAPPER.createArrayNode();
        for (Question.Choice choice : question.choices())
            choices.addObject().put("id", choice.id()).put("label", choice.label());
        json.text("questionId", question.id())
                .text("title", question.title())
                .text("text", question.text())
                .json("choices", choices.toString())
                .number("deadline", question.deadline().toEpochMilli());
    }

    private static void compacted(JsonBytes json, ChatEvent.Compacted done) {
        json.text("phase", "done")
                .number("messageCount", done.messageCount())
                .number("totalTokens", done.totalTokens())
                .number("contextWindow", done.contextWindow())
                .text("mode", done.mode())
                .number("compactionInputTokens", done.usage().totalInput())
                .number("compactionOutputTokens", done.usage().output())
                .number(
                        "compactionTotalTokens",
                        done.usage().totalInput() + done.usage().output())
                .textIfPresent("settingsHint", done.settingsHint());
    }

    private static void toolCallEnd(JsonBytes json, ChatEvent.ToolCallEnd end) {
        json.text("toolCallId", end.callId()).text("toolName", end.tool()).flag("success", end.success());
        if (end.result() != null) json.json("result", end.result().toString());
        if (end.error() != null)
            json.name("error")
                    .open()
                    .text("type", "api_error")
                    .text("title", "Tool failed")
                    .text("detail", end.error())
                    .close();
        if (end.rejected()) json.flag("rejected", true);
        if (end.arguments() != null) json.json("arguments", end.arguments().toString());
    }

    private static void error(JsonBytes json, String name, ChatError error) {
        json.name(name)
                .open()
                .text("type", error.type())
                .text("code", error.code())
                .text("title", error.title())
                .text("detail", error.detail());
        if (!error.hint().isEmpty()) json.text("hint", error.hint());
        json.textIfPresent("provider", error.provider().orElse(null))
                .numberIfPresent("retryAfterMs", error.retryAfterMs());
        if (error.canContinue()) json.flag("canContinue", true);
        json.close();
    }

    private static void end(JsonBytes json, ChatEvent.Final end) {
        Usage all = end.usage();
        Usage last = end.lastRequest();
        json.text("text", end.text())
                .text("model", end.model().name())
                .text("provider", end.model().provider())
                .number("inputTokens", all.input())
                .number("outputTokens", all.output())
                .number("cacheReadTokens", all.cacheRead())
                .number("cacheWriteTokens", all.cacheWrite())
                .number("durationMs", end.durationMs())
                .number("requestInputTokens", last.input())
                .number("requestOutputTokens", last.output())
                .number("requestCacheReadTokens", last.cacheRead())
                .number("requestCacheWriteTokens", last.cacheWrite())
                .number("messageIndex", end.messageIndex())
                .text("replyMedium", "text")
                .number("iterations", end.iterations())
                .number("toolCallsMade", end.toolCallsMade())
                .textIfPresent("reasoning", end.reasoning().orElse(null));
    }
}
