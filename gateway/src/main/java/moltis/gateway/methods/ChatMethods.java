package moltis.gateway.methods;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import moltis.agent.AbortResult;
import moltis.agent.ChatReports;
import moltis.agent.ChatService;
import moltis.agent.ContextReport;
import moltis.agent.FullContext;
import moltis.agent.LiveTurn;
import moltis.agent.PromptReport;
import moltis.agent.SendRequest;
import moltis.agent.SendRequestJson;
import moltis.agent.SendResult;
import moltis.agent.TurnResult;
import moltis.agent.WorkspaceFileStatus;
import moltis.core.RequestException;
import moltis.core.event.Question;
import moltis.core.model.ModelCard;
import moltis.core.model.ToolMode;
import moltis.core.model.Usage;
import moltis.core.session.RunId;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import moltis.core.session.SessionMedia;
import moltis.gateway.rpc.RpcCall;
import moltis.gateway.rpc.RpcMethod;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Conversations. */
public final class ChatMethods {

    private static final List<String> OURS_TO_SAY = List.of(
            // Each of these claims a right over somebody else's message, or widens what the caller may.
            "_ack_keys",
            "_channel_reply_target",
            "channel",
            "_native_channel_request",
            // These only the connection knows.
            "_conn_id",
            "_accept_language",
            "_remote_ip",
            "_timezone");

    private final ChatService chat;
    private final ChatReports reports;
    private final SessionMedia media;
    private final SessionHistory history;

    public ChatMethods(ChatService chat, ChatReports reports, SessionMedia media) {
        this.chat = chat;
        this.reports = reports;
        this.media = media;
        this.history = new SessionHistory(reports);
    }

    public List<RpcMethod<?, ?>> methods() {
        return List.of(
                RpcMethod.write("chat.send", ObjectNode.class, Sent.class, this::send),
                RpcMethod.write("chat.send_sync", ObjectNode.class, Turn.class, this::sendSync),
                RpcMethod.write("chat.abort", Abort.class, Aborted.class, (params, _) -> abort(params)),
                RpcMethod.write(
                        "chat.cancel_queued", CancelQueued.class, Cleared.class, (params, _) -> cancelQueued(params)),
                RpcMethod.read("chat.queued", InSession.class, Waiting.class, this::queued),
                RpcMethod.write("chat.edit_queued", EditQueued.class, Edited.class, (params, _) -> editQueued(params)),
                RpcMethod.write("chat.answer_question", Answer.class, Answered.class, (params, _) -> answer(params)),
                RpcMethod.read("chat.peek", InSession.class, Peek.class, (params, _) -> peek(params)),
                RpcMethod.read("chat.history", InSession.class, Messages.class, this::history),
                RpcMethod.write("chat.clear", InSession.class, Ok.class, this::clear),
                RpcMethod.write("chat.compact", InSession.class, Conversation.class, this::compact),
                RpcMethod.write(
                        "chat.prompt_memory.refresh", InSession.class, MemoryRefreshed.class, this::refreshMemory),
                RpcMethod.admin("chat.inject", Empty.class, Ok.class, (_, _) -> inject()),
                RpcMethod.read("chat.context", InSession.class, Context.class, this::context),
                RpcMethod.read("chat.raw_prompt", InSession.class, RawPrompt.class, this::rawPrompt),
                RpcMethod.read("chat.full_context", InSession.class, FullPrompt.class, this::fullContext));
    }

    /** Which session is meant; when none is named, the connection's active one. */
    public record InSession(
            @JsonProperty("_session_key") @Nullable String ownKey,
            @JsonAlias("session_key") @Nullable String sessionKey) {

        SessionKey in(RpcCall call) {
            return resolve(ownKey, sessionKey, call);
        }
    }

    /** @param id names a queued message in {@code chat.edit_queued} and {@code chat.cancel_queued} */
    public record Sent(
            boolean ok,
            @Nullable String runId,
            @Nullable Boolean queued,
            @Nullable String mode,
            @Nullable Integer position,
            @Nullable Long id,
            @Nullable Boolean stopped,
            @Nullable Boolean rejected,
            @Nullable String reason) {}

    public record Turn(
            String text,
            long inputTokens,
            long outputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            long durationMs,
            long requestInputTokens,
            long requestOutputTokens,
            long requestCacheReadTokens,
            long requestCacheWriteTokens,
            String runId,
            String model,
            String provider) {

        static Turn of(TurnResult turn) {
            Usage all = turn.usage();
            Usage last = turn.lastRequest();
            return new Turn(
                    turn.text(),
                    all.input(),
                    all.output(),
                    all.cacheRead(),
                    all.cacheWrite(),
                    turn.duration().toMillis(),
                    last.input(),
                    last.output(),
                    last.cacheRead(),
                    last.cacheWrite(),
                    turn.run().value(),
                    turn.model().name(),
                    turn.model().provider());
        }
    }

    public record Abort(
            @Nullable String runId,

            @JsonAlias({"session_key", "_session_key"}) @Nullable String sessionKey) {}

    public record Aborted(
            boolean aborted,
            boolean cleanedStale,
            @Nullable String runId,
            @Nullable String sessionKey) {}

    /** @param id only this message; absent means all that wait */
    public record CancelQueued(
            @JsonAlias({"session_key", "_session_key"}) @Nullable String sessionKey,

            @Nullable Long id) {}

    public record Cleared(int cleared) {}

    public record Waiting(List<WaitingMessage> queued) {}

    public record WaitingMessage(long id, String runId, String text, int position, long acceptedAt) {}

    public record EditQueued(
            @JsonAlias({"session_key", "_session_key"}) @Nullable String sessionKey,

            @Nullable Long id,
            @Nullable String text) {}

    /** @param edited false when the message did not wait any more */
    public record Edited(boolean edited) {}

    public record Peek(
            boolean active,
            @Nullable String sessionKey,
            @Nullable String runId,
            @Nullable String text,
            @Nullable String thinkingText,
            @Nullable List<OpenCall> toolCalls,
            @Nullable Long startedAt,
            @Nullable OpenQuestion question) {

        static Peek of(LiveTurn turn) {
            return new Peek(
                    true,
                    turn.session().value(),
                    turn.run().value(),
                    turn.text(),
                    turn.thinkingText(),
                    turn.toolCalls().stream().map(OpenCall::of).toList(),
                    turn.startedAt().toEpochMilli(),
                    OpenQuestion.of(turn));
        }
    }

    public record OpenCall(String id, String name, JsonNode arguments, long startedAt) {

        static OpenCall of(LiveTurn.OpenCall call) {
            return new OpenCall(
                    call.id(), call.name(), call.arguments(), call.startedAt().toEpochMilli());
        }
    }

    /** What a running turn asks, in the words of the event that told it. */
    public record OpenQuestion(
            String questionId, String title, String text, List<Question.Choice> choices, long deadline) {

        static @Nullable OpenQuestion of(LiveTurn turn) {
            return turn.question()
                    .map(question -> new OpenQuestion(
                            question.id(),
                            question.title(),
                            question.text(),
                            question.choices(),
                            question.deadline().toEpochMilli()))
                    .orElse(null);
        }
    }

    public record Answer(
            @Nullable String questionId, @Nullable String choice) {}

    /** @param answered false when the turn waited no more */
    public record Answered(boolean answered) {}

    public record Messages(@JsonValue List<StoredMessage> messages) {}

    /** What a model reads of a session from now on, in the form of Chat Completions. */
    public record Conversation(@JsonValue List<ObjectNode> messages) {}

    public record MemoryRefreshed(
            boolean ok,
            String sessionKey,
            @Nullable String agentId,
            boolean snapshotCleared,
            PromptMemory promptMemory) {}

    /** What the prompt holds of the agent's memory. */
    public record PromptMemory(String mode, boolean snapshotActive, boolean present, int chars) {

        /** Every prompt is made anew, and no memory file is part of one yet. */
        static final PromptMemory NONE = new PromptMemory("live-reload", false, false, 0);
    }

    public record Context(
            ContextSession session,
            List<ContextTool> tools,
            List<String> skills,
            List<String> mcpServers,
            boolean mcpDisabled,
            boolean supportsTools,
            TokenUsage tokenUsage) {

        static Context of(SessionKey key, ContextReport report) {
            return new Context(
                    ContextSession.of(key, report),
                    report.tools().stream()
                            .map(tool -> new ContextTool(tool.name(), tool.description()))
                            .toList(),
                    List.of(),
                    List.of(),
                    false,
                    report.supportsTools(),
                    TokenUsage.of(report));
        }
    }

    public record ContextSession(
            String key,
            long messageCount,
            @Nullable String model,
            @Nullable String provider,
            @Nullable String label,
            @Nullable String projectId) {

        static ContextSession of(SessionKey key, ContextReport report) {
            Optional<Session> session = report.session();
            return new ContextSession(
                    key.value(),
                    session.map(Session::messageCount).orElse(0L),
                    report.model().map(card -> card.id().toString()).orElse(null),
                    report.model().map(ModelCard::provider).orElse(null),
                    session.flatMap(Session::label).orElse(null),
                    session.flatMap(Session::projectId).orElse(null));
        }
    }

    public record ContextTool(String name, String description) {}

    public record TokenUsage(
            long inputTokens,
            long outputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            long total,
            long currentInputTokens,
            long currentOutputTokens,
            long currentCacheReadTokens,
            long currentCacheWriteTokens,
            long currentTotal,
            long estimatedNextInputTokens,
            long contextWindow) {

        static TokenUsage of(ContextReport report) {
            Usage all = report.total();
            Usage last = report.current();
            return new TokenUsage(
                    all.input(),
                    all.output(),
                    all.cacheRead(),
                    all.cacheWrite(),
                    all.totalInput() + all.output(),
                    last.input(),
                    last.output(),
                    last.cacheRead(),
                    last.cacheWrite(),
                    last.totalInput() + last.output(),
                    report.estimatedNextInput(),
                    report.contextWindow());
        }
    }

    public record RawPrompt(
            String prompt,
            int charCount,
            boolean truncated,
            List<WorkspaceFileStatus> workspaceFiles,
            @JsonProperty("native_tools") boolean nativeTools,
            @JsonProperty("tools_enabled") boolean toolsEnabled,
            @JsonProperty("tool_mode") String toolMode,
            int toolCount) {

        static RawPrompt of(PromptReport report) {
            return new RawPrompt(
                    report.prompt(),
                    report.prompt().length(),
                    report.truncated(),
                    report.workspaceFiles(),
                    report.toolMode() == ToolMode.NATIVE,
                    report.toolMode() != ToolMode.OFF && report.toolCount() > 0,
                    report.toolMode().name().toLowerCase(Locale.ROOT),
                    report.toolCount());
        }
    }

    public record FullPrompt(
            List<ObjectNode> messages,
            List<RawJson> llmOutputs,
            int messageCount,
            int systemPromptChars,
            int totalChars,
            boolean truncated,
            List<WorkspaceFileStatus> workspaceFiles) {

        static FullPrompt of(FullContext context) {
            PromptReport prompt = context.prompt();
            return new FullPrompt(
                    context.messages(),
                    context.assistantLines().stream().map(RawJson::new).toList(),
                    context.messages().size(),
                    prompt.prompt().length(),
                    context.messages().stream()
                            .mapToInt(message -> message.toString().length())
                            .sum(),
                    prompt.truncated(),
                    prompt.workspaceFiles());
        }
    }

    /** JSON that goes out as it was stored. */
    public record RawJson(@JsonValue @JsonRawValue String json) {}

    private Sent send(ObjectNode params, RpcCall call) {
        return switch (chat.send(request(params, call))) {
            case SendResult.Started(var run) -> new Sent(true, run.value(), null, null, null, null, null, null, null);
            case SendResult.Queued(var run, var id, var mode, var position) ->
                new Sent(true, run.value(), true, mode.wireName(), position, id, null, null, null);
            case SendResult.Stopped(var run) -> new Sent(true, run.value(), null, null, null, null, true, null, null);
            case SendResult.Rejected(var reason) -> new Sent(false, null, null, null, null, null, null, true, reason);
        };
    }

    private Turn sendSync(ObjectNode params, RpcCall call) throws InterruptedException {
        return Turn.of(chat.sendSync(request(params, call)));
    }

    private SendRequest request(ObjectNode params, RpcCall call) {
        ObjectNode clean = params.deepCopy();
        clean.remove(OURS_TO_SAY);
        call.caller().zone().ifPresent(zone -> clean.put("_timezone", zone.getId()));
        SessionKey session = resolve(
                text(clean, "_session_key"),
                clean.has("sessionKey") ? text(clean, "sessionKey") : text(clean, "session_key"),
                call);
        return SendRequestJson.read(session, clean, media.referencePrefix(session));
    }

    private static @Nullable String text(JsonNode params, String name) {
        JsonNode value = params.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    private static SessionKey resolve(@Nullable String own, @Nullable String named, RpcCall call) {
        if (own != null && !own.isBlank()) return Required.key(own);
        if (named != null && !named.isBlank()) return Required.key(named);
        return call.caller().activeSession().orElse(SessionKey.MAIN);
    }

    private Aborted abort(Abort params) {
        if (params.runId() == null && params.sessionKey() == null)
            throw RequestException.invalid("missing 'runId' or 'sessionKey' parameter");
        AbortResult result = chat.abort(
                Optional.ofNullable(params.runId()).map(RunId::new),
                Optional.ofNullable(params.sessionKey()).map(Required::key));
        return new Aborted(
                result.aborted(),
                false,
                result.run().map(RunId::value).orElse(params.runId()),
                result.session().map(SessionKey::value).orElse(params.sessionKey()));
    }

    private Cleared cancelQueued(CancelQueued params) {
        SessionKey session = Required.session("sessionKey", params.sessionKey());
        if (params.id() == null) return new Cleared(chat.cancelQueued(session));
        return new Cleared(chat.cancelQueued(session, params.id()) ? 1 : 0);
    }

    private Waiting queued(InSession params, RpcCall call) {
        return new Waiting(waiting(chat, params.in(call)));
    }

    static List<WaitingMessage> waiting(ChatService chat, SessionKey session) {
        return chat.queued(session).stream()
                .map(message -> new WaitingMessage(
                        message.id(),
                        message.run().value(),
                        message.text(),
                        message.position(),
                        message.acceptedAt().toEpochMilli()))
                .toList();
    }

    private Edited editQueued(EditQueued params) {
        return new Edited(chat.editQueued(
                Required.session("sessionKey", params.sessionKey()),
                Required.value("id", params.id()),
                Required.text("text", params.text())));
    }

    private Peek peek(InSession params) {
        String named = params.sessionKey() == null ? params.ownKey() : params.sessionKey();
        SessionKey session = named == null ? SessionKey.MAIN : Required.key(named);
        return chat.peek(session)
                .map(Peek::of)
                .orElseGet(() -> new Peek(false, null, null, null, null, null, null, null));
    }

    private Answered answer(Answer params) {
        return new Answered(chat.answer(
                Required.text("questionId", params.questionId()), Required.text("choice", params.choice())));
    }

    private Messages history(InSession params, RpcCall call) {
        return new Messages(history.guarded(params.in(call)).messages());
    }

    private Ok clear(InSession params, RpcCall call) {
        chat.clear(params.in(call));
        return Ok.DONE;
    }

    private Conversation compact(InSession params, RpcCall call) throws InterruptedException {
        SessionKey session = params.in(call);
        chat.compact(session);
        return new Conversation(reports.conversation(session));
    }

    private MemoryRefreshed refreshMemory(InSession params, RpcCall call) {
        SessionKey session = params.in(call);
        Optional<String> agent = reports.context(session).session().flatMap(Session::agentId);
        return new MemoryRefreshed(true, session.value(), agent.orElse(null), false, PromptMemory.NONE);
    }

    /** Older clients know the name; the protocol gives it no function. */
    private static Ok inject() {
        throw RequestException.invalid("chat.inject has no function; use chat.send");
    }

    private Context context(InSession params, RpcCall call) {
        SessionKey session = params.in(call);
        return Context.of(session, reports.context(session));
    }

    private RawPrompt rawPrompt(InSession params, RpcCall call) {
        return RawPrompt.of(reports.rawPrompt(params.in(call)));
    }

    private FullPrompt fullContext(InSession params, RpcCall call) {
        return FullPrompt.of(reports.fullContext(params.in(call)));
    }
}
