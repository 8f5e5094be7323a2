package moltis.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.RequestException;
import moltis.core.event.ChatEvent;
import moltis.core.model.ModelId;
import moltis.core.model.ToolCall;
import moltis.core.session.StoredLine;
import moltis.core.session.TranscriptLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a turn that somebody has ended: stores what there is of it, tells, and gives the session free. Done once for each
 * turn, by whoever won {@link Turn#end}; never waits for a model or a tool.
 */
final class TurnEnding {

    private static final Logger log = LoggerFactory.getLogger(TurnEnding.class);

    /** Why a turn has no answer. */
    sealed interface Reason {
        /** The person stopped it. */
        record Aborted() implements Reason {}

        /** The server stops. */
        record Interrupted() implements Reason {}

        record Failed(MoltisException cause) implements Reason {}

        /** The session is being emptied; nothing is stored any more. */
        record Discarded() implements Reason {}
    }

    static final String INTERRUPTED =
            "The answer was interrupted because the server stopped. Send \"continue\" to go on.";

    /** @param index where the kept part of the answer lies; -1 if nothing was kept */
    private record Kept(String text, long index) {}

    private final ChatPorts ports;
    private final TurnLines lines;
    private final Histories histories;

    TurnEnding(ChatPorts ports, TurnLines lines, Histories histories) {
        this.ports = ports;
        this.lines = lines;
        this.histories = histories;
    }

    void close(Turn turn, Reason reason, Lanes lanes) {
        Kept kept = new Kept("", -1);
        try {
            kept = store(turn, reason);
        } catch (RuntimeException e) {
            histories.forget(turn.session());
            log.atError().addKeyValue("run", turn.id()).setCause(e).log("the rest of a turn was not stored");
        } finally {
            lanes.release(turn, event(turn, reason, kept));
            turn.outcome().completeExceptionally(failure(reason));
            settle(turn);
        }
    }

    /** The queue forgets the turn; the session's entry follows the transcript. */
    void settle(Turn turn) {
        if (turn.request().ephemeral()) return;
        try {
            ports.queue().finish(turn.queued());
            ports.sessions().touch(turn.session());
        } catch (RuntimeException e) {
            log.atError().addKeyValue("run", turn.id()).setCause(e).log("an ended turn was not settled");
        }
    }

    /** The lines that make a broken turn whole: results for calls that have none, the part of an answer, a notice. */
    List<TranscriptLine> remains(
            ChatEvent.Run run,
            List<ToolCall> unanswered,
            String text,
            String reasoning,
            @Nullable ModelId model,
            Reason why) {
        List<TranscriptLine> remains = new ArrayList<>();
        for (ToolCall call : unanswered)
            remains.add(lines.result(run.id(), call, ToolOutcome.failed(HistoryReader.UNKNOWN_OUTCOME)));
        if (!text.isBlank() || !reasoning.isBlank())
            remains.add(lines.partial(run, text, reasoning.strip(), model, mark(why)));
        switch (why) {
            case Reason.Failed(var cause) -> {
                String advice = cause.hint().isEmpty() ? "" : " " + cause.hint();
                remains.add(lines.notice(
                        run.id(), cause.sentence() + advice, cause.code().name()));
            }
            case Reason.Interrupted _ -> remains.add(lines.notice(run.id(), INTERRUPTED, null));
            case Reason.Aborted _, Reason.Discarded _ -> {}
        }
        return remains;
    }

    private Kept store(Turn turn, Reason reason) {
        if (reason instanceof Reason.Discarded) {
            histories.forget(turn.session());
            return new Kept("", -1);
        }
        String text = FinalText.clean(turn.text());
        if (turn.request().ephemeral()) return new Kept(text, -1);
        String reasoning = turn.reasoning();
        List<TranscriptLine> remains = remains(turn.run(), turn.unanswered(), text, reasoning, turn.model(), reason);
        List<StoredLine> stored =
                remains.isEmpty() ? List.of() : ports.transcripts().append(turn.session(), remains);
        List<StoredLine> all = new ArrayList<>(turn.lines());
        all.addAll(stored);
        histories.stored(turn.session(), all);
        boolean hasPartial = !text.isBlank() || !reasoning.isBlank();
        long index = hasPartial ? stored.get(turn.unanswered().size()).index() : -1;
        return new Kept(text, index);
    }

    private static TurnLines.Mark mark(Reason reason) {
        return switch (reason) {
            case Reason.Aborted _, Reason.Discarded _ -> TurnLines.Mark.ABORTED;
            case Reason.Interrupted _ -> TurnLines.Mark.INTERRUPTED;
            case Reason.Failed _ -> TurnLines.Mark.CUT_OFF;
        };
    }

    private static ChatEvent event(Turn turn, Reason reason, Kept kept) {
        @Nullable String text = kept.text().isBlank() ? null : kept.text();
        @Nullable Long index = kept.index() < 0 ? null : kept.index();
        return switch (reason) {
            case Reason.Aborted _, Reason.Interrupted _, Reason.Discarded _ ->
                new ChatEvent.Aborted(turn.run(), text, index);
            case Reason.Failed(var cause) ->
                new ChatEvent.Failed(turn.run(), ChatErrors.of(cause, text != null), text, index);
        };
    }

    private static MoltisException failure(Reason reason) {
        return switch (reason) {
            case Reason.Failed(var cause) -> cause;
            case Reason.Aborted _, Reason.Interrupted _, Reason.Discarded _ ->
                new RequestException(ErrorCode.CANCELLED, "chat run was cancelled", "");
        };
    }

    /** A failure that is our own fault. The cause goes into the log, not to the person. */
    static MoltisException internal(Turn turn, Optional<Throwable> cause) {
        log.atError().addKeyValue("run", turn.id()).setCause(cause.orElse(null)).log("turn failed unexpectedly");
        return new RequestException(
                ErrorCode.INTERNAL, "Something went wrong inside the server.", "The log has the details.");
    }
}
