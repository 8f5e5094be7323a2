package moltis.agent;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import moltis.core.ProviderException;
import moltis.core.event.ChatEvent;
import moltis.core.model.Message;
import moltis.core.model.ModelId;
import moltis.core.model.ToolCall;
import moltis.core.session.StoredLine;
import moltis.core.session.TranscriptLine;
import moltis.core.session.Transcripts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores each step of one turn before the next one begins, and tells of it. Nothing is stored of an ephemeral turn. */
final class TurnWriter {

    private static final Logger log = LoggerFactory.getLogger(TurnWriter.class);

    private final Turn turn;
    private final Transcripts transcripts;
    private final TurnLines lines;
    private final Set<List<ModelId>> switches = new HashSet<>();

    TurnWriter(Turn turn, Transcripts transcripts, TurnLines lines) {
        this.turn = turn;
        this.transcripts = transcripts;
        this.lines = lines;
    }

    Turn turn() {
        return turn;
    }

    void called(Message.Assistant message, ModelId model) throws InterruptedException {
        turn.commitCalls(message.calls(), () -> append(lines.calls(turn.id(), message, model)));
    }

    void answered(ToolCall call, ToolOutcome outcome) throws InterruptedException {
        turn.commitResult(call, () -> append(List.of(lines.result(turn.id(), call, outcome))));
        turn.tell(new ChatEvent.ToolCallEnd(
                turn.run(),
                call.id(),
                call.name(),
                outcome.success(),
                outcome.result(),
                outcome.error(),
                outcome.rejected(),
                outcome.rejected() ? call.arguments() : null));
    }

    /** Another model answers from here on. The same switch is told once in a turn. */
    void switched(ModelId from, ModelId to, ProviderException why) throws InterruptedException {
        turn.answeredBy(to);
        if (!switches.add(List.of(from, to))) return;
        String sentence = "Switched from " + from + " to " + to + ": " + why.sentence();
        turn.commit(() -> append(List.of(lines.switched(turn.id(), sentence, from, to, why.code()))));
        turn.tell(new ChatEvent.ModelSwitched(turn.run(), from, to, sentence, ChatErrors.of(why, false)));
        log.atInfo()
                .addKeyValue("run", turn.id())
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .addKeyValue("code", why.code())
                .log("another model answers");
    }

    /** @return the lines as stored; none for an ephemeral turn */
    List<StoredLine> append(List<TranscriptLine> added) {
        if (turn.request().ephemeral() || added.isEmpty()) return List.of();
        return transcripts.append(turn.session(), added);
    }
}
