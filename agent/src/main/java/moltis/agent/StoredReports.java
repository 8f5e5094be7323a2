package moltis.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import moltis.core.MoltisException;
import moltis.core.json.Json;
import moltis.core.model.Message;
import moltis.core.model.ModelCard;
import moltis.core.model.OpenedModel;
import moltis.core.model.ToolCall;
import moltis.core.model.ToolMode;
import moltis.core.model.Usage;
import moltis.core.session.Role;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reports from what is stored. */
final class StoredReports implements ChatReports {

    private final ChatPorts ports;
    private final TurnPlanner planner;
    private final Histories histories;

    StoredReports(ChatPorts ports, TurnPlanner planner, Histories histories) {
        this.ports = ports;
        this.planner = planner;
        this.histories = histories;
    }

    @Override
    public HistoryPage history(SessionKey session, OptionalLong before, int limit) {
        List<StoredLine> lines = ports.transcripts().before(session, before.orElse(Long.MAX_VALUE), limit);
        boolean hasOlder = !lines.isEmpty() && lines.getFirst().index() > 0;
        return new HistoryPage(lines.stream().filter(line -> !saysNothing(line)).toList(), hasOlder);
    }

    @Override
    public ContextReport context(SessionKey key) {
        Optional<Session> session = ports.sessions().find(key);
        Optional<OpenedModel> model = model(session);
        Usage total = Usage.NONE;
        Usage current = Usage.NONE;
        for (StoredLine line : ports.transcripts().read(key)) {
            if (line.line().role() != Role.ASSISTANT) continue;
            JsonNode json = Json.parse(line.line().json());
            Usage usage = usage(json, "input", "output", "cacheRead", "cacheWrite");
            total = total.plus(usage);
            if (json.has("requestInputTokens"))
                current = usage(json, "requestInput", "requestOutput", "requestCacheRead", "requestCacheWrite");
            else if (!usage.equals(Usage.NONE)) current = usage;
        }
        ToolSet tools =
                model.map(it -> planner.tools(it, ToolUse.ALL, Audience.OWNER)).orElse(ToolSet.EMPTY);
        return new ContextReport(
                session,
                model.map(OpenedModel::card),
                tools.specs(),
                !tools.isEmpty(),
                total,
                current,
                current.totalInput() + current.output(),
                ContextBudget.window(model.map(OpenedModel::card)
                        .map(ModelCard::contextTokens)
                        .orElse(0)));
    }

    @Override
    public PromptReport rawPrompt(SessionKey key) {
        Optional<Session> session = ports.sessions().find(key);
        OpenedModel model = planner.model(Optional.empty(), session);
        return report(key, session, model);
    }

    @Override
    public List<ObjectNode> conversation(SessionKey key) {
        return histories.reader().messages(ports.transcripts().read(key)).stream()
                .map(StoredReports::openAi)
                .toList();
    }

    @Override
    public FullContext fullContext(SessionKey key) {
        Optional<Session> session = ports.sessions().find(key);
        OpenedModel model = planner.model(Optional.empty(), session);
        PromptReport prompt = report(key, session, model);
        List<StoredLine> lines = ports.transcripts().read(key);
        List<ObjectNode> messages = new ArrayList<>();
        messages.add(Json.object().put("role", "system").put("content", prompt.prompt()));
        for (Message message : histories.reader().messages(lines)) messages.add(openAi(message));
        List<String> assistantLines = lines.stream()
                .filter(line -> line.line().role() == Role.ASSISTANT)
                .map(line -> line.line().json())
                .toList();
        return new FullContext(prompt, messages, assistantLines);
    }

    private PromptReport report(SessionKey key, Optional<Session> session, OpenedModel model) {
        SystemPrompt prompt = planner.prompt(key, session, model);
        ToolSet tools = planner.tools(model, ToolUse.ALL, Audience.OWNER);
        ToolMode mode = TurnPlan.mode(model, tools);
        return new PromptReport(
                prompt.text(), prompt.files(), mode, tools.specs().size());
    }

    private Optional<OpenedModel> model(Optional<Session> session) {
        try {
            return Optional.of(planner.model(Optional.empty(), session));
        } catch (MoltisException none) {
            return Optional.empty();
        }
    }

    private static boolean saysNothing(StoredLine line) {
        if (line.line().role() != Role.ASSISTANT || !line.line().text().isBlank()) return false;
        JsonNode json = Json.parse(line.line().json());
        JsonNode content = json.path("content");
        return (!content.isString() || content.stringValue().isBlank())
                && json.path("reasoning").asString("").isBlank()
                && json.path("tool_calls").isEmpty();
    }

    private static Usage usage(JsonNode json, String input, String output, String cacheRead, String cacheWrite) {
        return new Usage(
                json.path(input + "Tokens").asLong(0),
                json.path(output + "Tokens").asLong(0),
                json.path(cacheRead + "Tokens").asLong(0),
                json.path(cacheWrite + "Tokens").asLong(0));
    }

    private static ObjectNode openAi(Message message) {
        return switch (message) {
            case Message.System(var text) -> Json.object().put("role", "system").put("content", text);
            case Message.User(var parts, var name) -> {
                ObjectNode json = Json.object().put("role", "user");
                name.ifPresent(it -> json.put("name", it));
                json.set("content", MessageJson.blocks(parts));
                yield json;
            }
            case Message.Assistant(var text, var _, var calls) -> {
                ObjectNode json = Json.object().put("role", "assistant").put("content", text);
                if (!calls.isEmpty()) {
                    var array = json.putArray("tool_calls");
                    for (ToolCall call : calls) array.add(MessageJson.call(call));
                }
                yield json;
            }
            case Message.ToolAnswer(var id, var parts, var _) -> {
                ObjectNode json = Json.object().put("role", "tool").put("tool_call_id", id);
                json.put("content", PlainMessages.text(parts));
                yield json;
            }
        };
    }
}
