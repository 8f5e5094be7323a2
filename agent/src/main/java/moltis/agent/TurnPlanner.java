package moltis.agent;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.RequestException;
import moltis.core.model.Message;
import moltis.core.model.ModelDirectory;
import moltis.core.model.OpenedModel;
import moltis.core.model.ToolMode;
import moltis.core.session.FailoverMode;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import moltis.core.tool.Tool;

/** Decides what a turn works with: model, tools, prompt. */
final class TurnPlanner {

    private final ModelDirectory models;
    private final List<Tool> tools;
    private final PromptBuilder prompts;
    private final Supplier<ChatSettings> settings;

    TurnPlanner(ModelDirectory models, List<Tool> tools, PromptBuilder prompts, Supplier<ChatSettings> settings) {
        this.models = models;
        this.tools = List.copyOf(tools);
        this.prompts = prompts;
        this.settings = settings;
    }

    ChatSettings settings() {
        return settings.get();
    }

    /**
     * What stands before the person's words; nothing in a turn for strangers, nor for a model so small that it would
     * answer the note instead of the question.
     */
    Optional<String> datetime(SendRequest request, Optional<Session> session) {
        if (request.audience() == Audience.PUBLIC || smallWindow(request, session)) return Optional.empty();
        return Optional.of(prompts.datetime(request.zone(), agent(request, session), settings.get()));
    }

    private boolean smallWindow(SendRequest request, Optional<Session> session) {
        try {
            return PromptBuilder.smallWindow(model(request.model(), session).card());
        } catch (MoltisException notKnownYet) {
            return false;
        }
    }

    /** Lets providers be asked for models that {@link #model} would not know yet; waits for them a little. */
    void prepare(Optional<String> requested, Optional<Session> session) throws InterruptedException {
        models.prepare(requested.or(() -> session.flatMap(Session::model)).orElse(""));
    }

    /**
     * The model that a request, else the session, else nobody chose.
     *
     * @throws moltis.core.MoltisException if there is no such model, or none at all
     */
    OpenedModel model(Optional<String> requested, Optional<Session> session) {
        Optional<String> chosen = requested.or(() -> session.flatMap(Session::model));
        return chosen.map(models::open)
                .or(models::defaultModel)
                .orElseThrow(() -> new RequestException(
                        ErrorCode.NO_MODEL,
                        "No model is connected.",
                        "Connect a provider in Settings → LLMs or with `moltis providers add`, or run"
                                + " `moltis models pull starter`."));
    }

    /** What happens when the turn's model can't answer. */
    FailoverMode failover(SendRequest request, Optional<Session> session) {
        FailoverSettings failover = settings.get().failover();
        boolean chosen =
                request.model().or(() -> session.flatMap(Session::model)).isPresent();
        boolean pinned = failover.exactModel() && chosen;
        if (!failover.enabled() || failover.chain().isEmpty() || pinned) return FailoverMode.OFF;
        return session.flatMap(Session::failover).orElse(failover.mode());
    }

    TurnPlan plan(
            SendRequest request, Optional<Session> session, OpenedModel model, History history, Message.User message) {
        ChatSettings now = settings.get();
        ToolSet permitted = tools(model, request.tools(), request.audience());
        ToolMode mode = TurnPlan.mode(model, permitted);
        Optional<String> agent = agent(request, session);
        var setting = setting(request.session(), session, agent, request.audience(), model, permitted);
        return new TurnPlan(
                model,
                prompts.build(setting, now).text(),
                history,
                message,
                permitted,
                request.tools().choice(),
                mode,
                now.limits(),
                prompts.zone(request.zone(), agent, now));
    }

    /** The prompt that the session's next ordinary turn would have. */
    SystemPrompt prompt(SessionKey key, Optional<Session> session, OpenedModel model) {
        Optional<String> agent = session.flatMap(Session::agentId);
        ToolSet all = tools(model, ToolUse.ALL, Audience.OWNER);
        return prompts.build(setting(key, session, agent, Audience.OWNER, model, all), settings.get());
    }

    /** The tools that a turn with this model may use. */
    ToolSet tools(OpenedModel model, ToolUse use, Audience audience) {
        if (model.card().toolMode() == ToolMode.OFF) return ToolSet.EMPTY;
        return ToolSet.permitted(tools, use, audience);
    }

    private static Optional<String> agent(SendRequest request, Optional<Session> session) {
        return request.agentId().or(() -> session.flatMap(Session::agentId));
    }

    private static PromptBuilder.Setting setting(
            SessionKey key,
            Optional<Session> session,
            Optional<String> agent,
            Audience audience,
            OpenedModel model,
            ToolSet tools) {
        return new PromptBuilder.Setting(
                key,
                agent,
                session.flatMap(Session::modeId),
                audience,
                model.card(),
                TurnPlan.mode(model, tools),
                tools);
    }
}
