package moltis.agent;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.event.ChatEvent;
import moltis.core.json.Json;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ModelId;
import moltis.core.model.ToolCall;
import moltis.core.model.Usage;
import moltis.core.session.Role;
import moltis.core.session.RunId;
import moltis.core.session.TranscriptLine;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes the lines of a turn in the transcript format. {@link HistoryReader} reads them back. */
final class TurnLines {

    /** What stands before the words of a user line when the model reads it; stored, so that replays are equal. */
    static final String DATETIME = "datetime";

    static final String IDEMPOTENCY_KEY = "idempotency_key";
    static final String MERGED_RUNS = "merged_runs";

    private final Clock clock;

    TurnLines(Clock clock) {
        this.clock = clock;
    }

    /** Why an assistant line does not hold a whole answer. */
    enum Mark {
        CUT_OFF("cut_off"),
        INTERRUPTED("interrupted"),
        ABORTED("aborted");

        private final String field;

        Mark(String field) {
            this.field = field;
        }
    }

    /** @param mergedRuns the runs of messages that this line answers for as well */
    TranscriptLine user(RunId run, SendRequest request, Optional<String> datetime, List<RunId> mergedRuns) {
        Instant now = clock.instant();
        ObjectNode json = Json.object().put("role", Role.USER.wireName());
        List<ContentPart> content = request.content();
        if (content.isEmpty()) json.put("content", "");
        else if (content.size() == 1 && content.getFirst() instanceof ContentPart.Text(var text))
            json.put("content", text);
        else json.set("content", MessageJson.blocks(content));
        json.put("created_at", now.toEpochMilli());
        request.audio().ifPresent(audio -> json.put("audio", audio));
        if (!request.documents().isEmpty()) json.set("documents", MessageJson.documents(request.documents()));
        if (request.audience() == Audience.PUBLIC) json.putObject("channel").put("private_context", false);
        if (request.clientSeq() != null) json.put("seq", request.clientSeq());
        json.put("run_id", run.value());
        datetime.ifPresent(prefix -> json.put(DATETIME, prefix));
        request.idempotencyKey().ifPresent(key -> json.put(IDEMPOTENCY_KEY, key));
        if (!mergedRuns.isEmpty()) {
            var runs = json.putArray(MERGED_RUNS);
            mergedRuns.forEach(merged -> runs.add(merged.value()));
        }
        return line(Role.USER, run, now, request.words(), json);
    }

    /** One line a call, all before the first result; the words and thoughts that came with them are in the first. */
    List<TranscriptLine> calls(RunId run, Message.Assistant message, ModelId model) {
        Instant now = clock.instant();
        List<TranscriptLine> lines = new ArrayList<>();
        for (ToolCall call : message.calls()) {
            boolean first = lines.isEmpty();
            ObjectNode json = assistant(now, first ? message.text() : "", model);
            json.putArray("tool_calls").add(MessageJson.call(call));
            if (first && !message.reasoning().isBlank()) json.put("reasoning", message.reasoning());
            json.put("run_id", run.value());
            lines.add(line(Role.ASSISTANT, run, now, first ? message.text() : "", json));
        }
        return lines;
    }

    TranscriptLine result(RunId run, ToolCall call, ToolOutcome outcome) {
        Instant now = clock.instant();
        ObjectNode json = Json.object()
                .put("role", Role.TOOL_RESULT.wireName())
                .put("tool_call_id", call.id())
                .put("tool_name", call.name());
        json.set("arguments", call.arguments());
        json.put("success", outcome.success());
        if (outcome.result() != null) json.set("result", outcome.result());
        if (outcome.error() != null) json.put("error", outcome.error());
        json.put("created_at", now.toEpochMilli()).put("run_id", run.value());
        return line(Role.TOOL_RESULT, run, now, "", json);
    }

    /** @param mark present when the answer is not whole */
    TranscriptLine answer(ChatEvent.Run run, Answer answer, Optional<Mark> mark) {
        Instant now = clock.instant();
        ObjectNode json = assistant(now, answer.text(), answer.model());
        putUsage(json, "", answer.usage());
        json.put("durationMs", answer.duration().toMillis());
        putUsage(json, "request", answer.lastRequest());
        finish(json, run.id(), run.clientSeq(), answer.reasoning(), mark);
        return line(Role.ASSISTANT, run.id(), now, answer.text(), json);
    }

    /** What there was of an answer when the turn ended early. */
    TranscriptLine partial(ChatEvent.Run run, String text, String reasoning, @Nullable ModelId model, Mark mark) {
        Instant now = clock.instant();
        ObjectNode json = assistant(now, text, model);
        finish(json, run.id(), run.clientSeq(), reasoning, Optional.of(mark));
        return line(Role.ASSISTANT, run.id(), now, text, json);
    }

    /** Words for people only. */
    TranscriptLine notice(RunId run, String text, @Nullable String errorCode) {
        Instant now = clock.instant();
        ObjectNode json = notice(run, text, now);
        if (errorCode != null) json.put("error_code", errorCode);
        return line(Role.NOTICE, run, now, "", json);
    }

    /** That another model answers from here on. @param why what the first one failed with */
    TranscriptLine switched(RunId run, String text, ModelId from, ModelId to, ErrorCode why) {
        Instant now = clock.instant();
        ObjectNode json = notice(run, text, now).put("title", ChatEvent.ModelSwitched.TITLE);
        json.putObject("switched")
                .put("from", from.toString())
                .put("to", to.toString())
                .put("code", why.name());
        return line(Role.NOTICE, run, now, "", json);
    }

    private static ObjectNode notice(RunId run, String text, Instant now) {
        return Json.object()
                .put("role", Role.NOTICE.wireName())
                .put("content", text)
                .put("created_at", now.toEpochMilli())
                .put("run_id", run.value());
    }

    private static ObjectNode assistant(Instant now, String content, @Nullable ModelId model) {
        ObjectNode json = Json.object()
                .put("role", Role.ASSISTANT.wireName())
                .put("content", content)
                .put("created_at", now.toEpochMilli());
        if (model != null) json.put("model", model.name()).put("provider", model.provider());
        return json;
    }

    private static void putUsage(ObjectNode json, String prefix, Usage usage) {
        boolean bare = prefix.isEmpty();
        json.put(bare ? "inputTokens" : prefix + "InputTokens", usage.input());
        json.put(bare ? "outputTokens" : prefix + "OutputTokens", usage.output());
        json.put(bare ? "cacheReadTokens" : prefix + "CacheReadTokens", usage.cacheRead());
        json.put(bare ? "cacheWriteTokens" : prefix + "CacheWriteTokens", usage.cacheWrite());
    }

    private static void finish(ObjectNode json, RunId run, @Nullable Long seq, String reasoning, Optional<Mark> mark) {
        if (!reasoning.isBlank()) json.put("reasoning", reasoning);
        if (seq != null) json.put("seq", seq);
        json.put("run_id", run.value());
        mark.ifPresent(why -> json.put(why.field, true));
    }

    private static TranscriptLine line(Role role, RunId run, Instant at, String text, ObjectNode json) {
        return new TranscriptLine(role, Optional.of(run), at, text, Json.write(json));
    }
}
