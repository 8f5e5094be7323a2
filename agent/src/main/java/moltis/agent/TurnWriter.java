package moltis.agent;

import java.util.List;
import moltis.core.event.ChatEvent;
import moltis.core.model.Message;
import moltis.core.model.ModelId;
import moltis.core.model.ToolCall;
import moltis.core.session.StoredLine;
import moltis.core.session.TranscriptLine;
import moltis.core.session.Transcripts;

/** Stores each step of one turn before the next one begins, and tells of it. Nothing is stored of an ephemeral turn. */
final class TurnWriter {

    private final Turn turn;
    private final Transcripts transcripts;
    private final TurnLines lines;

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

    /** @return the lines as stored; none for an ephemeral turn */
    List<StoredLine> append(List<TranscriptLine> added) {
        if (turn.request().ephemeral() || added.isEmpty()) return List.of();
        return transcripts.append(turn.session(), added);
    }
}
