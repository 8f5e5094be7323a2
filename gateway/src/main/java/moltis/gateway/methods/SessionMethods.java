package moltis.gateway.methods;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import moltis.agent.ChatReports;
import moltis.agent.ChatService;
import moltis.agent.LiveTurn;
import moltis.core.RequestException;
import moltis.core.session.FailoverMode;
import moltis.core.session.Role;
import moltis.core.session.RunId;
import moltis.core.session.Session;
import moltis.core.session.SessionDirectory;
import moltis.core.session.SessionKey;
import moltis.core.session.SessionPatch;
import moltis.core.session.StoredLine;
import moltis.core.session.Transcripts;
import moltis.gateway.rpc.RpcCall;
import moltis.gateway.rpc.RpcMethod;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sessions: finding, opening, changing and removing them. */
public final class SessionMethods {

    private static final int ALL = 100_000;
    private static final int PREVIEW = 5;
    private static final int HITS = 20;
    private static final int MOST_HITS = 200;

    private final SessionDirectory directory;
    private final Transcripts transcripts;
    private final ChatService chat;
    private final SessionRows rows;
    private final SessionHistory history;
    private final ChatReports reports;

    public SessionMethods(
            SessionDirectory directory,
            Transcripts transcripts,
            ChatService chat,
            ChatReports reports,
            SessionRows rows) {
        this.directory = directory;
        this.transcripts = transcripts;
        this.chat = chat;
        this.reports = reports;
        this.rows = rows;
        this.history = new SessionHistory(reports);
    }

    public List<RpcMethod<?, ?>> methods() {
        return List.of(
                RpcMethod.read("sessions.list", ListSessions.class, Rows.class, (params, _) -> list(params)),
                RpcMethod.read("sessions.preview", Preview.class, Previewed.class, (params, _) -> preview(params)),
                RpcMethod.read("sessions.search", Search.class, Hits.class, (params, _) -> search(params)),
                RpcMethod.read("sessions.branches", OfSession.class, Branches.class, (params, _) -> branches(params)),
                RpcMethod.read("sessions.run_detail", RunDetail.class, Run.class, (params, _) -> runDetail(params)),
                RpcMethod.write("sessions.switch", Switch.class, Switched.class, this::switchTo),
                RpcMethod.write("sessions.resolve", Resolve.class, Resolved.class, (params, _) -> resolve(params)),
                RpcMethod.write("sessions.patch", ObjectNode.class, Row.class, (params, _) -> patch(params)),
                RpcMethod.write("sessions.reset", OfSession.class, Empty.class, (params, _) -> reset(params)),
                RpcMethod.write("sessions.delete", Delete.class, Ok.class, (params, _) -> delete(params)),
                RpcMethod.write("sessions.clear_all", Empty.class, Deleted.class, (_, _) -> clearAll()),
                RpcMethod.write(
                        "sessions.generate_title", OfSession.class, Titled.class, (params, _) -> generateTitle(params)),
                // Kept for old clients: chat.compact is the one that does something.
                RpcMethod.admin("sessions.compact", Empty.class, Empty.class, (_, _) -> Empty.INSTANCE),
                RpcMethod.write("sessions.fork", Fork.class, Forked.class, (params, _) -> fork(params)));
    }

    /** @param cursor the key of the last row already seen */
    public record ListSessions(
            @Nullable Integer limit,
            @Nullable String cursor,
            @Nullable Boolean includeArchived) {}

    public record Rows(@JsonValue List<ObjectNode> rows) {}

    public record Row(@JsonValue ObjectNode row) {}

    public record OfSession(
            @JsonAlias({"sessionKey", "session_key"}) @Nullable String key) {}

    public record Preview(
            @JsonAlias({"sessionKey", "session_key"}) @Nullable String key,

            @Nullable Integer limit) {}

    public record Previewed(List<StoredMessage> messages) {}

    public record Search(
            @Nullable String query,
            @Nullable Integer limit,
            @JsonAlias("include_archived") @Nullable Boolean includeArchived) {}

    public record Hits(@JsonValue List<Hit> hits) {}

    public record Hit(
            String sessionKey,
            String snippet,
            String role,
            long messageIndex,
            @Nullable String label,
            boolean archived) {}

    public record Branches(@JsonValue List<Branch> branches) {}

    public record Branch(
            String key, @Nullable String label, @Nullable Long forkPoint, long messageCount, long createdAt) {}

    public record RunDetail(
            @JsonAlias({"session_key", "key"}) @Nullable String sessionKey,
            @JsonAlias("run_id") @Nullable String runId) {}

    public record Run(String runId, List<StoredMessage> messages, RunSummary summary) {}

    public record RunSummary(long userMessages, long toolCalls, long assistantMessages) {}

    public record Switch(
            @JsonAlias({"sessionKey", "session_key"}) @Nullable String key,

            @JsonProperty("include_history") @JsonAlias("includeHistory") @Nullable Boolean includeHistory,

            @JsonProperty("project_id") @JsonAlias("projectId") @Nullable String projectId,

            @JsonProperty("cached_message_count") @JsonAlias("cachedMessageCount") @Nullable Long cachedMessageCount) {}

    /**
     * @param partialText the visible text of the running answer so far
     * @param queued what waits in the session
     */
    public record Switched(
            @JsonUnwrapped Resolved resolved,
            boolean replying,
            boolean voicePending,
            @Nullable String runId,
            @Nullable String thinkingText,
            @Nullable String partialText,
            @Nullable List<ChatMethods.OpenCall> toolCalls,
            ChatMethods.@Nullable OpenQuestion question,
            @Nullable List<ChatMethods.WaitingMessage> queued,
            @Nullable Boolean historyOmitted,
            @Nullable Boolean historyCacheHit) {}

    public record Resolve(
            @JsonAlias({"sessionKey", "session_key"}) @Nullable String key,

            @JsonProperty("include_history") @JsonAlias("includeHistory") @Nullable Boolean includeHistory,

            @JsonProperty("inherit_agent_from") @JsonAlias("inheritAgentFrom") @Nullable String inheritAgentFrom) {}

    public record Resolved(
            ObjectNode entry,
            @Nullable List<StoredMessage> history,
            @Nullable Boolean historyTruncated,
            @Nullable Long historyDroppedCount) {}

    public record Delete(
            @JsonAlias({"sessionKey", "session_key"}) @Nullable String key,

            @Nullable Boolean force) {}

    public record Deleted(int deleted) {}

    public record Titled(boolean ok, String label) {}

    public record Fork(
            @JsonAlias({"sessionKey", "session_key"}) @Nullable String key,

            @JsonAlias("fork_point") @Nullable Long forkPoint,
            @Nullable String label) {}

    public record Forked(
            String key,
            String sessionKey,
            String id,
            @Nullable String label,
            @Nullable Long forkPoint,
            long messageCount,
            @JsonProperty("agent_id") @Nullable String agentIdSnake,
            @Nullable String agentId,
            long version) {}

    private Rows list(ListSessions params) {
        int limit = params.limit() == null ? ALL : Math.clamp(params.limit(), 1, ALL);
        boolean archived = params.includeArchived() == null || params.includeArchived();
        Optional<SessionKey> cursor = Optional.ofNullable(params.cursor()).map(Required::key);
        return new Rows(rows.rows(directory.list(archived, cursor, limit)));
    }

    private Previewed preview(Preview params) {
        SessionKey session = Required.session("key", params.key());
        int limit = params.limit() == null ? PREVIEW : Math.clamp(params.limit(), 1, ALL);
        return new Previewed(
                messages(reports.history(session, OptionalLong.empty(), limit).lines()));
    }

    private Hits search(Search params) {
        String query = params.query() == null ? "" : params.query();
        if (query.isBlank()) return new Hits(List.of());
        int limit = params.limit() == null ? HITS : Math.clamp(params.limit(), 1, MOST_HITS);
        boolean archived = params.includeArchived() != null && params.includeArchived();
        return new Hits(transcripts.search(query, limit, archived).stream()
                .map(hit -> new Hit(
                        hit.session().value(),
                        hit.snippet(),
                        hit.role().wireName(),
                        hit.index(),
                        hit.label().orElse(null),
                        hit.archived()))
                .toList());
    }

    private Branches branches(OfSession params) {
        return new Branches(directory.branches(Required.session("key", params.key())).stream()
                .map(branch -> new Branch(
                        branch.key().value(),
                        branch.label().orElse(null),
                        branch.forkPoint().orElse(null),
                        branch.messageCount(),
                        branch.createdAt().toEpochMilli()))
                .toList());
    }

    private Run runDetail(RunDetail params) {
        SessionKey session = Required.session("sessionKey", params.sessionKey());
        var run = new RunId(Required.text("runId", params.runId()));
        List<StoredLine> lines = transcripts.read(session).stream()
                .filter(line -> line.line().run().equals(Optional.of(run)))
                .toList();
        return new Run(
                run.value(),
                messages(lines),
                new RunSummary(count(lines, Role.USER), count(lines, Role.TOOL_RESULT), count(lines, Role.ASSISTANT)));
    }

    private Switched switchTo(Switch params, RpcCall call) {
        SessionKey session = Required.session("key", params.key());
        Optional<SessionKey> before = call.caller().activeSession();
        // Before anything can fail: the person sees this session now, whatever else happens.
        call.caller().activate(session);
        if (params.projectId() != null)
            call.caller().chooseProject(Optional.of(params.projectId()).filter(project -> !project.isBlank()));
        Session entry = ensure(session, before);
        entry = chooseProject(entry, params.projectId());
        directory.markSeen(session);
        boolean wanted = params.includeHistory() == null || params.includeHistory();
        boolean cached = params.cachedMessageCount() != null && params.cachedMessageCount() == entry.messageCount();
        // What runs is looked at before the history is read: a turn that ends in between is then in the history, and
        // never in neither.
        Optional<LiveTurn> live = chat.peek(session);
        Resolved resolved = resolved(directory.find(session).orElse(entry), wanted && !cached);
        return new Switched(
                resolved,
                live.isPresent(),
                false,
                live.map(turn -> turn.run().value()).orElse(null),
                live.map(LiveTurn::thinkingText).filter(text -> !text.isEmpty()).orElse(null),
                live.map(LiveTurn::text).filter(text -> !text.isEmpty()).orElse(null),
                live.map(turn -> turn.toolCalls().stream()
                                .map(ChatMethods.OpenCall::of)
                                .toList())
                        .orElse(null),
                live.map(ChatMethods.OpenQuestion::of).orElse(null),
                ChatMethods.waiting(chat, session),
                wanted && !cached ? null : true,
                wanted && cached ? true : null);
    }

    private Session chooseProject(Session session, @Nullable String project) {
        if (project == null) return session;
        Optional<String> wanted = Optional.of(project).filter(id -> !id.isBlank());
        if (session.projectId().equals(wanted)) return session;
        return directory.patch(session.key(), new SessionPatch(null, null, wanted, null, null, null, null));
    }

    private Resolved resolve(Resolve params) {
        SessionKey session = Required.session("key", params.key());
        Session entry =
                ensure(session, Optional.ofNullable(params.inheritAgentFrom()).map(Required::key));
        return resolved(entry, params.includeHistory() == null || params.includeHistory());
    }

    /** The session, made now if needed; a new one gets the agent of the one it was opened from. */
    private Session ensure(SessionKey key, Optional<SessionKey> parent) {
        Optional<Session> known = directory.find(key);
        if (known.isPresent()) return known.get();
        Session made = directory.ensure(key);
        Optional<String> agent = parent.flatMap(directory::find).flatMap(Session::agentId);
        if (agent.isEmpty()) return made;
        return directory.patch(key, new SessionPatch(null, null, null, agent, null, null, null));
    }

    private Resolved resolved(Session entry, boolean withHistory) {
        if (!withHistory) return new Resolved(rows.row(entry), List.of(), null, null);
        SessionHistory.Guarded guarded = history.guarded(entry.key());
        return new Resolved(
                rows.row(entry),
                guarded.messages(),
                guarded.dropped() > 0 ? true : null,
                guarded.dropped() > 0 ? guarded.dropped() : null);
    }

    private Row patch(ObjectNode params) {
        var patch = new PatchParams(params);
        JsonNode archived = params.path("archived");
        return new Row(rows.row(directory.patch(
                Required.session("key", patch.text("key").orElse(null)),
                new SessionPatch(
                        patch.change("label"),
                        patch.change("model"),
                        patch.change("projectId", "project_id"),
                        patch.change("agentId", "agent_id"),
                        patch.change("modeId", "mode_id"),
                        archived.isBoolean() ? archived.booleanValue() : null,
                        failover(patch)))));
    }

    private static @Nullable Optional<FailoverMode> failover(PatchParams patch) {
        Optional<String> name = patch.change("failover");
        if (name == null) return null;
        Optional<FailoverMode> mode = name.flatMap(FailoverMode::named);
        if (name.isPresent() && mode.isEmpty()) throw RequestException.invalid("'failover' is off, ask or auto");
        return mode;
    }

    private Empty reset(OfSession params) {
        chat.clear(Required.session("key", params.key()));
        return Empty.INSTANCE;
    }

    private Ok delete(Delete params) {
        SessionKey session = Required.session("key", params.key());
        chat.forget(session);
        if (!directory.delete(session)) throw RequestException.notFound("session '" + session + "' not found");
        return Ok.DONE;
    }

    private Deleted clearAll() {
        List<SessionKey> gone = directory.clearAll();
        gone.forEach(chat::forget);
        return new Deleted(gone.size());
    }

    private Titled generateTitle(OfSession params) throws InterruptedException {
        return new Titled(true, chat.nameSession(Required.session("key", params.key())));
    }

    private Forked fork(Fork params) {
        SessionKey session = Required.session("key", params.key());
        long lines = params.forkPoint() == null ? transcripts.count(session) : params.forkPoint();
        Session fork = directory.fork(
                session, lines, Optional.ofNullable(params.label()).filter(label -> !label.isBlank()));
        return new Forked(
                fork.key().value(),
                fork.key().value(),
                fork.id(),
                fork.label().orElse(null),
                fork.forkPoint().orElse(null),
                fork.messageCount(),
                fork.agentId().orElse(null),
                fork.agentId().orElse(null),
                fork.version());
    }

    private static long count(List<StoredLine> lines, Role role) {
        return lines.stream().filter(line -> line.line().role() == role).count();
    }

    static List<StoredMessage> messages(List<StoredLine> lines) {
        var messages = new ArrayList<StoredMessage>(lines.size());
        for (StoredLine line : lines) messages.add(new StoredMessage(line));
        return messages;
    }
}
