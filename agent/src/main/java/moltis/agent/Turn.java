package moltis.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import moltis.core.event.ChatEvent;
import moltis.core.event.EventBus;
import moltis.core.event.Question;
import moltis.core.model.ModelId;
import moltis.core.model.ToolCall;
import moltis.core.session.QueuedTurn;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;
import moltis.core.session.TurnDraft;
import org.jspecify.annotations.Nullable;

/**
 * One running turn: whose it is, what it has said so far, and who may end it. Many threads look at it; it ends once, for
 * whoever comes first, and after that nothing more is heard or stored of it.
 *
 * <p>Two locks. The monitor guards what the turn says; it is held for a moment only. The gate is held while a step is
 * committed, so that a turn is never ended, and its thread never interrupted, in the middle of a commit. The gate comes
 * first where both are taken.
 */
final class Turn {

    /** What is committed under the gate. */
    interface Step {
        List<StoredLine> commit();
    }

    private final ChatEvent.Run run;
    private final List<QueuedTurn> queued;
    private final SendRequest request;
    private final EventBus events;
    private final Instant startedAt;
    private final CompletableFuture<TurnResult> outcome = new CompletableFuture<>();

    private final ReentrantLock gate = new ReentrantLock();
    private final List<StoredLine> lines = new ArrayList<>();

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final Map<String, LiveTurn.OpenCall> open = new LinkedHashMap<>();
    private final Map<String, ToolCall> unanswered = new LinkedHashMap<>();
    private @Nullable Thread thread;
    private @Nullable ModelId model;
    private boolean ended;

    /** Set by every step forward, taken by {@link TurnWatch}. */
    private volatile boolean moved;

    private volatile boolean draftChanged;

    /** @param queued the stored messages that this turn answers; none for a turn that leaves no trace */
    Turn(RunId id, SendRequest request, List<QueuedTurn> queued, EventBus events, Instant startedAt) {
        this.run = new ChatEvent.Run(request.session(), id, request.clientSeq());
        this.request = request;
        this.queued = List.copyOf(queued);
        this.events = events;
        this.startedAt = startedAt;
    }

    ChatEvent.Run run() {
        return run;
    }

    RunId id() {
        return run.id();
    }

    SessionKey session() {
        return run.session();
    }

    SendRequest request() {
        return request;
    }

    List<QueuedTurn> queued() {
        return queued;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** What comes of the turn, for those who wait for it. */
    CompletableFuture<TurnResult> outcome() {
        return outcome;
    }

    /** The lines stored so far; read by the thread that ended the turn, or under the gate. */
    List<StoredLine> lines() {
        return lines;
    }

    /** Runs {@code work} on a virtual thread of its own. */
    void start(Runnable work) {
        Thread started = Thread.ofVirtual().name("turn-" + run.id().value()).unstarted(work);
        synchronized (this) {
            thread = started;
        }
        started.start();
    }

    /** Waits until the turn's thread is done with everything. */
    void join(Duration limit) throws InterruptedException {
        Thread running;
        synchronized (this) {
            if (thread == null) return;
            running = thread;
        }
        running.join(limit);
    }

    /** Tells an event of the turn. @throws InterruptedException if the turn has ended */
    void tell(ChatEvent event) throws InterruptedException {
        moved = true;
        synchronized (this) {
            checkRunning();
            events.publish(event);
        }
    }

    /** A new model request begins: what the last one said is committed, or shall be forgotten. */
    synchronized void beginAnswer() {
        if (ended) return;
        text.setLength(0);
        reasoning.setLength(0);
        draftChanged = true;
        moved = true;
    }

    void say(String delta) throws InterruptedException {
        moved = true;
        synchronized (this) {
            checkRunning();
            text.append(delta);
            events.publish(new ChatEvent.Delta(run, delta));
        }
        draftChanged = true;
    }

    void think(String delta) throws InterruptedException {
        moved = true;
        synchronized (this) {
            checkRunning();
            reasoning.append(delta);
        }
        draftChanged = true;
    }

    /** Tells the reasoning so far, which is too long to be told with every piece. */
    void tellThoughts() throws InterruptedException {
        synchronized (this) {
            checkRunning();
            events.publish(new ChatEvent.ThinkingText(run, reasoning.toString()));
        }
    }

    synchronized String text() {
        return text.toString();
    }

    synchronized String reasoning() {
        return reasoning.toString();
    }

    synchronized void answeredBy(ModelId id) {
        model = id;
    }

    synchronized @Nullable ModelId model() {
        return model;
    }

    /** The model's calls are stored; until their results are, they count as unanswered. */
    void commitCalls(List<ToolCall> calls, Step step) throws InterruptedException {
        commit(() -> {
            List<StoredLine> stored = step.commit();
            synchronized (this) {
                for (ToolCall call : calls) unanswered.put(call.id(), call);
                text.setLength(0);
                reasoning.setLength(0);
            }
            draftChanged = true;
            return stored;
        });
    }

    void commitResult(ToolCall call, Step step) throws InterruptedException {
        commit(() -> {
            List<StoredLine> stored = step.commit();
            synchronized (this) {
                unanswered.remove(call.id());
                open.remove(call.id());
            }
            return stored;
        });
    }

    synchronized void callStarted(ToolCall call, Instant at) {
        open.put(call.id(), new LiveTurn.OpenCall(call.id(), call.name(), call.arguments(), at));
    }

    /** Calls without a stored result, for the one who ends the turn. */
    synchronized List<ToolCall> unanswered() {
        return List.copyOf(unanswered.values());
    }

    /** Stores a step and keeps its lines. @throws InterruptedException if the turn has ended; nothing is stored then */
    void commit(Step step) throws InterruptedException {
        moved = true;
        gate.lock();
        try {
            synchronized (this) {
                checkRunning();
            }
            lines.addAll(step.commit());
        } finally {
            gate.unlock();
        }
    }

    /** Stores the last step and ends the turn with it. @throws InterruptedException if somebody else has ended it */
    void commitAndEnd(Step step) throws InterruptedException {
        gate.lock();
        try {
            synchronized (this) {
                checkRunning();
            }
            lines.addAll(step.commit());
            synchronized (this) {
                ended = true;
            }
        } finally {
            gate.unlock();
        }
    }

    /** Ends the turn, and interrupts its thread unless that is the caller. @return false if it has ended already */
    boolean end() {
        gate.lock();
        try {
            synchronized (this) {
                if (ended) return false;
                ended = true;
                if (thread != null && thread != Thread.currentThread()) thread.interrupt();
                return true;
            }
        } finally {
            gate.unlock();
        }
    }

    /** Whether it came to an answer. */
    boolean isAnswered() {
        return outcome.isDone() && !outcome.isCompletedExceptionally();
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    synchronized LiveTurn live(Optional<Question> question) {
        return new LiveTurn(
                run.id(),
                run.session(),
                text.toString(),
                reasoning.toString(),
                List.copyOf(open.values()),
                startedAt,
                question);
    }

    /** Something happened that is not worth an event. */
    void moved() {
        moved = true;
    }

    /** Whether anything happened since the last time that somebody asked. */
    boolean takeMoved() {
        boolean was = moved;
        moved = false;
        return was;
    }

    /** What is worth saving now; null when nothing changed since the last time. */
    @Nullable TurnDraft takeDraft() {
        if (!draftChanged) return null;
        draftChanged = false;
        synchronized (this) {
            if (ended) return null;
            return new TurnDraft(text.toString(), reasoning.toString(), model == null ? "" : model.toString());
        }
    }

    private void checkRunning() throws InterruptedException {
        if (ended) throw new InterruptedException();
    }
}
