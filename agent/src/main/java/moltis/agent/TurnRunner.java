package moltis.agent;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import moltis.core.MoltisException;
import moltis.core.event.ChatEvent;
import moltis.core.json.Json;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.OpenedModel;
import moltis.core.session.QueuedTurn;
import moltis.core.session.RunId;
import moltis.core.session.Session;
import moltis.core.session.SessionPatch;
import moltis.core.session.StoredLine;
import moltis.core.session.TranscriptLine;

/** What the thread of a turn does, from the stored message to the stored answer. */
final class TurnRunner {

    private final ChatPorts ports;
    private final TurnPlanner planner;
    private final TurnLines lines;
    private final Histories histories;
    private final Compactor compactor;
    private final TurnEnding ending;
    private final Pause pause;
    private final Clock clock;

    TurnRunner(
            ChatPorts ports,
            TurnPlanner planner,
            TurnLines lines,
            Histories histories,
            Compactor compactor,
            TurnEnding ending,
            Pause pause,
            Clock clock) {
        this.ports = ports;
        this.planner = planner;
        this.lines = lines;
        this.histories = histories;
        this.compactor = compactor;
        this.ending = ending;
        this.pause = pause;
        this.clock = clock;
    }

    /** Runs the turn to its end, whatever happens; whoever ended it from outside has closed it. */
    void run(Turn turn, Lanes lanes) {
        try {
            converse(turn, lanes);
        } catch (InterruptedException e) {
            if (turn.end()) ending.close(turn, new TurnEnding.Reason.Interrupted(), lanes);
        } catch (MoltisException e) {
            if (turn.end()) ending.close(turn, new TurnEnding.Reason.Failed(e), lanes);
        } catch (RuntimeException e) {
            if (turn.end()) fail(turn, Optional.of(e), lanes);
        } finally {
            // An error that nobody catches must not hold the session.
            if (turn.end()) fail(turn, Optional.empty(), lanes);
        }
    }

    private void fail(Turn turn, Optional<Throwable> cause, Lanes lanes) {
        ending.close(turn, new TurnEnding.Reason.Failed(TurnEnding.internal(turn, cause)), lanes);
    }

    private void converse(Turn turn, Lanes lanes) throws InterruptedException {
        SendRequest request = turn.request();
        var writer = new TurnWriter(turn, ports.transcripts(), lines);
        if (!turn.queued().isEmpty()) ports.queue().start(turn.queued());
        Optional<Session> session = request.ephemeral()
                ? ports.sessions().find(turn.session())
                : Optional.of(ports.sessions().ensure(turn.session()));

        TranscriptLine line = lines.user(turn.id(), request, planner.datetime(request, session), otherRuns(turn));
        turn.commit(() -> writer.append(List.of(line)));
        long index = turn.lines().isEmpty()
                ? ports.transcripts().count(turn.session())
                : turn.lines().getFirst().index();
        turn.tell(new ChatEvent.UserMessage(turn.run(), request.words(), index));
        if (index == 0 && !request.ephemeral()) ports.sessions().touch(turn.session());

        planner.prepare(request.model(), session);
        OpenedModel model = planner.model(request.model(), session);
        turn.answeredBy(model.card().id());
        session.filter(_ -> !request.ephemeral()).ifPresent(it -> remember(it, request, model));
        History history = histories.before(turn.session(), index, request.audience());
        Message.User message = histories.reader().user(Json.parse(line.json()));
        TurnPlan plan = planner.plan(request, session, model, history, message);
        History compact = compactor.beforeTurn(turn, plan, index);

        AgentLoop.Plans plans = asked -> planner.plan(request, session, asked, compact, message);
        Answer answer = new AgentLoop(chain(turn, session, model), plans, writer, pause, clock).run();
        complete(turn, answer, writer, index, lanes);
    }

    private ModelChain chain(Turn turn, Optional<Session> session, OpenedModel model) {
        SendRequest request = turn.request();
        FailoverSettings failover = planner.settings().failover();
        boolean pictures = request.content().stream().anyMatch(ContentPart.Image.class::isInstance);
        return new ModelChain(
                planner.failover(request, session),
                model,
                () -> {
                    StandIns found = StandIns.of(model, failover.chain(), pictures, ports.models());
                    for (String problem : found.problems())
                        turn.tell(new ChatEvent.Notice(turn.run(), "Model left out", problem));
                    return found.models();
                },
                ports.breaker(),
                (title, text, choices) -> request.audience() == Audience.OWNER
                                && ports.somebodyListens().getAsBoolean()
                        ? ports.questions().ask(turn.session(), turn.id(), title, text, choices, failover.patience())
                        : Optional.empty());
    }

    private void complete(Turn turn, Answer answer, TurnWriter writer, long userIndex, Lanes lanes)
            throws InterruptedException {
        Optional<TurnLines.Mark> mark = answer.lengthReached() ? Optional.of(TurnLines.Mark.CUT_OFF) : Optional.empty();
        turn.commitAndEnd(() -> writer.append(List.of(lines.answer(turn.run(), answer, mark))));
        long index = turn.lines().isEmpty()
                ? userIndex + 1 + 2L * answer.toolCalls()
                : turn.lines().getLast().index();
        try {
            List<StoredLine> stored = turn.lines();
            histories.stored(turn.session(), stored);
        } finally {
            lanes.release(turn, finalEvent(turn, answer, index));
            turn.outcome()
                    .complete(new TurnResult(
                            turn.id(),
                            answer.text(),
                            answer.model(),
                            answer.usage(),
                            answer.lastRequest(),
                            answer.duration()));
            ending.settle(turn);
        }
    }

    private static ChatEvent finalEvent(Turn turn, Answer answer, long index) {
        return new ChatEvent.Final(
                turn.run(),
                answer.text(),
                answer.model(),
                answer.usage(),
                answer.lastRequest(),
                answer.duration().toMillis(),
                index,
                answer.iterations(),
                answer.toolCalls(),
                answer.reasoning().isEmpty() ? Optional.empty() : Optional.of(answer.reasoning()));
    }

    /** The session keeps the model and the agent that its last turn used. */
    private void remember(Session session, SendRequest request, OpenedModel model) {
        String id = request.model().or(session::model).orElse(model.card().id().toString());
        boolean newModel = !session.model().equals(Optional.of(id));
        boolean newAgent = request.agentId().isPresent() && !request.agentId().equals(session.agentId());
        if (!newModel && !newAgent) return;
        ports.sessions()
                .patch(
                        session.key(),
                        new SessionPatch(
                                null,
                                newModel ? Optional.of(id) : null,
                                null,
                                newAgent ? request.agentId() : null,
                                null,
                                null,
                                null));
    }

    private static List<RunId> otherRuns(Turn turn) {
        return turn.queued().stream()
                .map(QueuedTurn::run)
                .filter(run -> !run.equals(turn.id()))
                .toList();
    }
}
