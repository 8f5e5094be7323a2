package moltis.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.TurnException;
import moltis.core.event.ChatEvent;
import moltis.core.model.CallContext;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.ContentPart;
import moltis.core.model.DecodedArguments;
import moltis.core.model.Message;
import moltis.core.model.ModelId;
import moltis.core.model.OpenedModel;
import moltis.core.model.StopReason;
import moltis.core.model.ToolCall;
import moltis.core.model.ToolChoice;
import moltis.core.model.ToolMode;
import moltis.core.model.ToolSpec;
import moltis.core.model.Usage;

/**
 * One turn with a model: asks, has its tool calls done, asks again, until there is an answer. Runs on the turn's thread.
 * Made for one turn.
 */
final class AgentLoop {

    private static final int HARDLY_AN_ANSWER = 40;

    /** @param tools what the model was offered */
    private record Reply(
            String text, String reasoning, List<AnswerAssembly.Call> calls, Completion completion, ToolSet tools) {}

    /** What a turn works with when this model is asked. */
    interface Plans {
        TurnPlan with(OpenedModel model);
    }

    private final ModelChain chain;
    private final Plans plans;
    private final TurnWriter writer;
    private final Turn turn;
    private final Pause pause;
    private final Clock clock;
    private final LoopDetector detector;

    /** What this turn adds to the conversation. */
    private final List<Message> added = new ArrayList<>();

    private TurnPlan plan;
    private ContextBudget budget;
    private Usage usage = Usage.NONE;
    private int iterations;
    private int toolCalls;
    private int nudgesLeft;
    private boolean toolsStripped;
    private boolean mayFixMalformed = true;
    private boolean mayFixNames = true;
    private boolean mayShrink = true;
    private String lastSaid = "";

    AgentLoop(ModelChain chain, Plans plans, TurnWriter writer, Pause pause, Clock clock) {
        this.chain = chain;
        this.plans = plans;
        this.plan = plans.with(chain.current());
        this.writer = writer;
        this.turn = writer.turn();
        this.pause = pause;
        this.clock = clock;
        this.budget = budget(plan);
        this.detector = new LoopDetector(plan.limits());
        this.nudgesLeft = plan.limits().maxAutoContinues();
        added.add(plan.message());
    }

    private static ContextBudget budget(TurnPlan plan) {
        return new ContextBudget(
                plan.model().card().contextTokens(), plan.limits(), ContextBudget.fixed(plan), plan.history());
    }

    /**
     * @throws moltis.core.MoltisException if there is no answer; what was said is in the turn
     * @throws InterruptedException if the turn was ended
     */
    Answer run() throws InterruptedException {
        Instant begun = clock.instant();
        Optional<ProviderException> resting = chain.begin();
        if (resting.isPresent()) use(chain.current(), resting.get());
        if (budget.justCut())
            turn.tell(new ChatEvent.Notice(
                    turn.run(),
                    "Context",
                    "The conversation is longer than the model can read. Its oldest part is not sent any more."));
        while (true) {
            Reply reply = readTextCalls(ask());
            if (reply.calls().isEmpty()) {
                if (goesOn(reply)) continue;
                return answer(reply, Duration.between(begun, clock.instant()));
            }
            if (namesAreMissing(reply)) continue;
            work(reply);
        }
    }

    private Reply ask() throws InterruptedException {
        if (++iterations > plan.limits().maxIterations())
            throw new TurnException(
                    ErrorCode.MAX_ITERATIONS,
                    "The agent stopped after " + plan.limits().maxIterations() + " steps without finishing.",
                    "Send \"continue\" to let it go on, or raise tools.agent_max_iterations.");
        turn.tell(new ChatEvent.Iteration(turn.run(), iterations));
        boolean withoutTools = toolsStripped;
        toolsStripped = false;
        turn.tell(new ChatEvent.Thinking(turn.run()));
        while (true) {
            ToolSet offered = withoutTools ? ToolSet.EMPTY : plan.tools();
            var assembly = new AnswerAssembly(turn);
            try {
                Completion completion = plan.model().model().stream(request(offered), assembly);
                assembly.tellThoughts();
                turn.tell(new ChatEvent.ThinkingDone(turn.run()));
                turn.answeredBy(completion.model());
                usage = usage.plus(completion.usage());
                var reply = new Reply(turn.text(), turn.reasoning(), assembly.calls(), completion, offered);
                if (isNothing(reply)) throw emptyAnswer(completion.model());
                chain.answered();
                return reply;
            } catch (ProviderException e) {
                if (assembly.isVisible()) throw e;
                recover(e);
            }
        }
    }

    private boolean isNothing(Reply reply) {
        return toolCalls == 0
                && reply.calls().isEmpty()
                && reply.completion().stop() != StopReason.REFUSAL
                && reply.completion().usage().output() == 0
                && reply.reasoning().isBlank()
                && FinalText.clean(reply.text()).isEmpty();
    }

    private static ProviderException emptyAnswer(ModelId model) {
        return new ProviderException(
                ErrorCode.EMPTY_ANSWER,
                model.provider(),
                "The model sent an empty answer.",
                "Try again, or choose another model.");
    }

    /** Makes the next request possible; waits until then. @throws ProviderException if there shall be none */
    private void recover(ProviderException e) throws InterruptedException {
        if (e.code() == ErrorCode.CONTEXT_TOO_LONG && mayShrink) {
            mayShrink = false;
            if (budget.shrink()) return;
            throw e;
        }
        switch (chain.after(e)) {
            case ModelChain.Next.Now _ -> {}
            case ModelChain.Next.Later(var wait, var why) -> {
                turn.tell(new ChatEvent.Retrying(turn.run(), ChatErrors.of(why, false), wait.toMillis()));
                pause.await(wait);
            }
            case ModelChain.Next.End(var why) -> throw why;
        }
        use(chain.current(), e);
    }

    /** Goes on with this model; says so if it is another one. */
    private void use(OpenedModel model, ProviderException why) throws InterruptedException {
        if (model == plan.model()) return;
        writer.switched(plan.model().card().id(), model.card().id(), why);
        plan = plans.with(model);
        budget = budget(plan);
        mayShrink = true;
    }

    private ChatRequest request(ToolSet offered) {
        boolean natively = plan.mode() == ToolMode.NATIVE && !offered.isEmpty();
        List<Message> conversation = budget.messages(added, iterations);
        if (!natively) conversation = PlainMessages.of(conversation, plan.mode() == ToolMode.TEXT);
        List<Message> messages = new ArrayList<>(conversation.size() + 1);
        if (!plan.system().isBlank()) messages.add(new Message.System(plan.system()));
        messages.addAll(conversation);
        List<ToolSpec> specs = natively ? offered.specs() : List.of();
        // A forced call is forced once: the model must be free to answer afterwards.
        ToolChoice choice = natively && iterations == 1 ? plan.choice() : ToolChoice.AUTO;
        var context = CallContext.of(turn.session(), turn.id(), turn.request().audience() == Audience.OWNER);
        return new ChatRequest(messages, specs, choice, plan.model().effort(), Optional.empty(), context);
    }

    /** Calls that the model wrote into its text, if it made none properly. */
    private Reply readTextCalls(Reply reply) {
        Set<String> known = reply.tools().names();
        if (!reply.calls().isEmpty() || known.isEmpty()) return reply;
        TextToolCalls.Found found = TextToolCalls.in(reply.text(), known);
        List<AnswerAssembly.Call> calls = new ArrayList<>();
        for (TextToolCalls.Call call : found.calls()) {
            String name = ToolNames.clean(call.tool(), known);
            if (plan.mode() != ToolMode.TEXT && !known.contains(name)) continue;
            calls.add(new AnswerAssembly.Call(
                    new ToolCall(AnswerAssembly.syntheticId("text"), name, call.arguments()),
                    DecodedArguments.of(call.arguments())));
        }
        if (calls.isEmpty()) return reply;
        return new Reply(found.rest(), reply.reasoning(), calls, reply.completion(), reply.tools());
    }

    /** Whether an answer without calls is not the end yet; then the model has been told what to do. */
    private boolean goesOn(Reply reply) throws InterruptedException {
        StopReason stop = reply.completion().stop();
        boolean over = stop == StopReason.LENGTH || stop == StopReason.REFUSAL;
        if (over || reply.tools().isEmpty()) return false;
        String text = reply.text().strip();
        boolean textMode = plan.mode() == ToolMode.TEXT;
        if (mayFixMalformed && TextToolCalls.looksBroken(text, textMode)) {
            mayFixMalformed = false;
            return tellModel(text, Nudges.MALFORMED_CALL);
        }
        int enough = Math.max(1, plan.limits().autoContinueMinToolCalls());
        if (text.length() >= HARDLY_AN_ANSWER || toolCalls < enough || nudgesLeft == 0) return false;
        nudgesLeft--;
        turn.tell(new ChatEvent.Notice(turn.run(), "Auto-continue", "The model stopped early and was told to go on."));
        return tellModel(text, Nudges.GO_ON);
    }

    private boolean namesAreMissing(Reply reply) {
        boolean none = reply.calls().stream()
                .allMatch(call ->
                        call.call().name().strip().replaceAll("[\"'`]", "").isBlank());
        if (!none || !mayFixNames) return false;
        mayFixNames = false;
        String arguments = reply.calls().getFirst().call().arguments().toString();
        return tellModel(
                reply.text(),
                Nudges.NAMELESS_CALL.formatted(
                        arguments, String.join(", ", plan.tools().names())));
    }

    private boolean tellModel(String said, String nudge) {
        if (!said.isBlank()) added.add(Message.Assistant.text(said));
        added.add(Message.User.text(nudge));
        return true;
    }

    private void work(Reply reply) throws InterruptedException {
        boolean cut = reply.completion().stop() == StopReason.LENGTH;
        List<ToolSet.Checked> checked = new ArrayList<>();
        for (AnswerAssembly.Call call : reply.calls()) {
            ToolSet.Checked one = reply.tools().check(call);
            checked.add(
                    cut && call.arguments().diagnostic().isPresent()
                            ? new ToolSet.Refused(one.call(), Nudges.CUT_CALL)
                            : one);
        }
        List<ToolCall> calls = checked.stream().map(ToolSet.Checked::call).toList();
        var message = new Message.Assistant(
                reply.text().isBlank() ? "" : reply.text(), reply.reasoning().strip(), calls);
        if (!message.text().isEmpty()) lastSaid = message.text();
        writer.called(message, reply.completion().model());
        added.add(message);
        List<ToolOutcome> outcomes = new ToolBatch(writer, plan.zone(), clock).run(checked);
        for (int i = 0; i < calls.size(); i++) {
            ToolCall call = calls.get(i);
            ToolOutcome outcome = outcomes.get(i);
            toolCalls++;
            String text = outcome.forModel(plan.limits().maxToolResultBytes());
            added.add(new Message.ToolAnswer(call.id(), List.of(new ContentPart.Text(text)), !outcome.success()));
            detector.record(call.name(), call.arguments(), outcome, plan.tools().has(call.name()));
        }
        follow(detector.endOfBatch());
    }

    private void follow(LoopDetector.Advice advice) throws InterruptedException {
        switch (advice) {
            case LoopDetector.Advice.GoOn _ -> {}
            case LoopDetector.Advice.Nudge(var tool) -> {
                tellLoop("The model repeats the same call of " + tool + " and was told to stop.");
                added.add(Message.User.text(Nudges.LOOP.formatted(tool)));
            }
            case LoopDetector.Advice.StripTools(var tool) -> {
                tellLoop("The model went on repeating " + tool + "; it must answer without tools now.");
                added.add(Message.User.text(Nudges.NO_TOOLS));
                toolsStripped = true;
            }
            case LoopDetector.Advice.End(var tool, var times) ->
                throw new TurnException(
                        ErrorCode.LOOP_DETECTED,
                        "The agent was stopped: it called " + tool + " " + times + " times with the same outcome.",
                        "Say differently what you want, or send \"continue\".");
        }
    }

    private void tellLoop(String message) throws InterruptedException {
        turn.tell(new ChatEvent.Notice(turn.run(), "Loop detected", message));
    }

    private Answer answer(Reply reply, Duration took) throws InterruptedException {
        Completion completion = reply.completion();
        if (completion.stop() == StopReason.REFUSAL)
            throw new ProviderException(
                    ErrorCode.PROVIDER_REFUSED,
                    completion.model().provider(),
                    "The provider withheld the answer.",
                    "Say it differently, or choose another model.");
        String text = FinalText.clean(reply.text());
        if (text.isEmpty()) text = FinalText.clean(lastSaid);
        boolean cut = completion.stop() == StopReason.LENGTH;
        if (cut)
            turn.tell(new ChatEvent.Notice(
                    turn.run(),
                    "Answer cut off",
                    "The model reached its output limit. Send \"continue\" to let it go on."));
        return new Answer(
                text,
                reply.reasoning().strip(),
                completion.model(),
                usage,
                completion.usage(),
                took,
                iterations,
                toolCalls,
                cut);
    }
}
