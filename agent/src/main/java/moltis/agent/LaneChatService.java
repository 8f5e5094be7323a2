package moltis.agent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.RequestException;
import moltis.core.TurnException;
import moltis.core.event.ChatEvent;
import moltis.core.json.Json;
import moltis.core.model.ContentPart;
import moltis.core.session.QueuedTurn;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;

/** Conversations on the queue of {@link ChatPorts}: a line for each session, a virtual thread for each running turn. */
final class LaneChatService implements ChatService {

    private static final Duration LAST_WRITES = Duration.ofSeconds(2);

    private final ChatPorts ports;
    private final TurnPlanner planner;
    private final Compactor compactor;
    private final TurnEnding ending;
    private final Histories histories;
    private final Supplier<RunId> runIds;
    private final Acceptances acceptances;
    private final SessionTitles titles;
    private final Lanes lanes;
    private final TurnWatch watch;

    /** Turns whose thread still has something to do, which may be after their end. */
    private final Set<Turn> unfinished = ConcurrentHashMap.newKeySet();

    /** @param watching how often running turns are looked at */
    LaneChatService(
            ChatPorts ports,
            TurnPlanner planner,
            TurnRunner runner,
            Compactor compactor,
            TurnEnding ending,
            Histories histories,
            Supplier<RunId> runIds,
            InstantSource clock,
            Duration watching) {
        this.ports = ports;
        this.planner = planner;
        this.compactor = compactor;
        this.ending = ending;
        this.histories = histories;
        this.runIds = runIds;
        this.titles = new SessionTitles(ports, planner);
        this.acceptances = new Acceptances(ports.queue(), ports.transcripts());
        this.lanes = new Lanes(ports.events(), () -> planner.settings().queueMode(), clock, turn -> run(turn, runner));
        this.watch = new TurnWatch(
                ports.queue(), () -> planner.settings().limits().timeout(), this::waits, this::giveUp, watching);
    }

    @Override
    public void recover() {
        new Recovery(ports, ending).run().forEach(lanes::resume);
    }

    @Override
    public SendResult send(SendRequest request) {
        checkOpen();
        if (StopWords.is(request)) {
            Optional<Turn> running = lanes.running(request.session());
            if (running.isPresent()) {
                stop(running.get(), new TurnEnding.Reason.Aborted());
                return new SendResult.Stopped(running.get().id());
            }
        }
        prepare(request);
        return acceptances.once(request, () -> accept(request));
    }

    private void prepare(SendRequest request) {
        try {
            planner.prepare(request.model(), Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public TurnResult sendSync(SendRequest request) throws InterruptedException {
        checkOpen();
        planner.prepare(request.model(), Optional.empty());
        planner.model(request.model(), Optional.empty());
        Turn turn = startAlone(request);
        try {
            return turn.outcome().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MoltisException failure) throw failure;
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            stop(turn, new TurnEnding.Reason.Aborted());
            throw e;
        }
    }

    @Override
    public AbortResult abort(Optional<RunId> run, Optional<SessionKey> session) {
        if (run.isEmpty() && session.isEmpty())
            throw RequestException.invalid("missing 'runId' or 'sessionKey' parameter");
        Optional<Turn> turn = run.flatMap(lanes::running).or(() -> session.flatMap(lanes::running));
        boolean matches = turn.filter(it -> run.isEmpty() || it.id().equals(run.get()))
                .filter(it -> session.isEmpty() || it.session().equals(session.get()))
                .isPresent();
        boolean aborted = matches && stop(turn.orElseThrow(), new TurnEnding.Reason.Aborted());
        return new AbortResult(
                aborted,
                turn.filter(_ -> matches).map(Turn::id).or(() -> run),
                session.or(() -> turn.map(Turn::session)));
    }

    @Override
    public int cancelQueued(SessionKey session) {
        List<Lane.Waiting> taken = lanes.in(session, Lane::removeAll);
        cancel(session, taken);
        return taken.size();
    }

    @Override
    public boolean cancelQueued(SessionKey session, long id) {
        Optional<Lane.Waiting> taken = lanes.in(session, lane -> lane.remove(id));
        cancel(session, taken.stream().toList());
        return taken.isPresent();
    }

    @Override
    public boolean editQueued(SessionKey session, long id, String text) {
        if (text.isBlank()) throw RequestException.missing("text");
        Optional<Lane.Waiting> waiting = lanes.in(session, lane -> lane.find(id));
        if (waiting.isEmpty()) return false;
        SendRequest edited = waiting.get().request().withContent(List.of(new ContentPart.Text(text)));
        QueuedTurn was = waiting.get().turn();
        String json = Json.write(SendRequestJson.write(edited));
        if (!ports.queue().replace(was, json)) return false;
        var now = new Lane.Waiting(new QueuedTurn(was.id(), session, was.run(), json, was.acceptedAt()), edited);
        return lanes.in(session, lane -> lane.replace(id, now));
    }

    @Override
    public List<QueuedMessage> queued(SessionKey session) {
        List<Lane.Waiting> waiting = lanes.in(session, Lane::waiting);
        return IntStream.range(0, waiting.size())
                .mapToObj(at -> message(waiting.get(at), at + 1))
                .toList();
    }

    @Override
    public Optional<LiveTurn> peek(SessionKey session) {
        return lanes.running(session).map(turn -> turn.live(ports.questions().of(turn.id())));
    }

    @Override
    public boolean answer(String question, String choice) {
        return ports.questions().answer(question, choice);
    }

    @Override
    public boolean isRunning(SessionKey session) {
        return lanes.running(session).isPresent();
    }

    @Override
    public String nameSession(SessionKey session) throws InterruptedException {
        return titles.name(session);
    }

    @Override
    public void compact(SessionKey session) throws InterruptedException {
        checkOpen();
        if (isRunning(session)) throw busy();
        compactor.compact(session);
    }

    @Override
    public void clear(SessionKey session) {
        forget(session);
        ports.transcripts().clear(session);
        ports.events().publish(new ChatEvent.SessionCleared(session));
    }

    @Override
    public void forget(SessionKey session) {
        cancelQueued(session);
        lanes.running(session).ifPresent(turn -> stop(turn, new TurnEnding.Reason.Discarded()));
        histories.forget(session);
    }

    @Override
    public void stop(Duration grace) throws InterruptedException {
        lanes.close();
        long deadline = System.nanoTime() + grace.toNanos();
        for (Turn turn : lanes.running()) turn.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        for (Turn turn : lanes.running()) stop(turn, new TurnEnding.Reason.Interrupted());
        watch.close();
        titles.close();
        long lastWrites = System.nanoTime() + LAST_WRITES.toNanos();
        for (Turn turn : unfinished) turn.join(Duration.ofNanos(Math.max(0, lastWrites - System.nanoTime())));
    }

    @Override
    public void close() {
        try {
            stop(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SendResult accept(SendRequest request) {
        // Refuse now what could never be answered; the person still has the words at hand.
        planner.model(request.model(), Optional.empty());
        if (request.ephemeral())
            return new SendResult.Started(startAlone(request).id());
        int waiting = lanes.in(request.session(), Lane::waiting).size();
        if (waiting >= planner.settings().maxQueued()) {
            String reason = waiting + " messages are waiting already";
            ports.events().publish(new ChatEvent.Rejected(request.session(), reason));
            return new SendResult.Rejected(reason);
        }
        return lanes.admit(new Lane.Waiting(store(request), request));
    }

    private QueuedTurn store(SendRequest request) {
        return ports.queue().add(request.session(), runIds.get(), Json.write(SendRequestJson.write(request)));
    }

    private Turn startAlone(SendRequest request) {
        if (!lanes.in(request.session(), Lane::isIdle)) throw busy();
        Optional<QueuedTurn> stored = request.ephemeral() ? Optional.empty() : Optional.of(store(request));
        RunId run = stored.map(QueuedTurn::run).orElseGet(runIds);
        Optional<Turn> turn = lanes.startAlone(run, request, stored);
        if (turn.isPresent()) return turn.get();
        stored.ifPresent(it -> ports.queue().cancel(List.of(it)));
        throw busy();
    }

    private void run(Turn turn, TurnRunner runner) {
        unfinished.add(turn);
        watch.watch(turn);
        try {
            runner.run(turn, lanes);
            if (turn.isAnswered() && !lanes.isClosed()) titles.afterTurn(turn);
        } finally {
            watch.release(turn);
            unfinished.remove(turn);
        }
    }

    private boolean stop(Turn turn, TurnEnding.Reason reason) {
        if (!turn.end()) return false;
        ending.close(turn, reason, lanes);
        return true;
    }

    private boolean waits(Turn turn) {
        return ports.questions().of(turn.id()).isPresent();
    }

    /** Ends a turn in which nothing has happened for too long. */
    private void giveUp(Turn turn) {
        long seconds = planner.settings().limits().timeout().toSeconds();
        var failure = new TurnException(
                ErrorCode.TURN_TIMEOUT,
                "Nothing happened for " + seconds + " seconds: no word from the model, no tool that ended.",
                "Try again, or raise tools.agent_timeout_secs.");
        Thread.ofVirtual().start(() -> stop(turn, new TurnEnding.Reason.Failed(failure)));
    }

    private void cancel(SessionKey session, List<Lane.Waiting> taken) {
        if (taken.isEmpty()) return;
        List<QueuedTurn> turns = taken.stream().map(Lane.Waiting::turn).toList();
        List<QueuedTurn> cancelled = ports.queue().cancel(turns);
        // What a dead process had started without effect waits here, but not in the queue.
        List<QueuedTurn> started =
                turns.stream().filter(turn -> !cancelled.contains(turn)).toList();
        if (!started.isEmpty()) ports.queue().finish(started);
        ports.events().publish(new ChatEvent.QueueCleared(session, taken.size()));
    }

    private static QueuedMessage message(Lane.Waiting waiting, int position) {
        QueuedTurn turn = waiting.turn();
        return new QueuedMessage(turn.id(), turn.run(), waiting.request().words(), position, turn.acceptedAt());
    }

    private void checkOpen() {
        if (lanes.isClosed()) throw RequestException.unavailable("The server is stopping.", "Try again in a moment.");
    }

    private static RequestException busy() {
        return new RequestException(
                ErrorCode.CONFLICT, "session already has an active turn", "Wait for it to end, or stop it.");
    }
}
