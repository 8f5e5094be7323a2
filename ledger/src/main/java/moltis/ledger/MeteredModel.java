package moltis.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.ModelCard;
import moltis.core.model.StreamEvent;
import moltis.core.model.Usage;

/** A model each of whose calls is paid for before it is made, and written down when it has ended, however it ended. */
final class MeteredModel implements ChatModel {

    private final ModelCard card;
    private final ChatModel model;
    private final Counter counter;

    MeteredModel(ModelCard card, ChatModel model, Counter counter) {
        this.card = card;
        this.model = model;
        this.counter = counter;
    }

    @Override
    public Completion stream(ChatRequest request, EventSink sink) throws InterruptedException {
        Optional<Price> price = counter.price(card);
        Call call = counter.begin(card, request.context());
        OptionalLong reservation = counter.purse().take(call, request, price);
        var pieces = new Pieces(sink);
        try {
            Completion answer = model.stream(request, pieces);
            counter.answered(call, request, reservation, answer, price, pieces.firstAfter(), pieces.elapsed());
            return answer;
        } catch (InterruptedException e) {
            broken(Call.End.CANCELLED, Optional.empty(), call, request, reservation, price, pieces);
            throw e;
        } catch (MoltisException e) {
            broken(Call.End.FAILED, Optional.of(e.code()), call, request, reservation, price, pieces);
            throw e;
        } catch (RuntimeException | Error e) {
            broken(Call.End.FAILED, Optional.of(ErrorCode.INTERNAL), call, request, reservation, price, pieces);
            throw e;
        }
    }

    /** A provider asks no money for what it refused; what had begun to arrive was paid for. */
    private void broken(
            Call.End end,
            Optional<ErrorCode> error,
            Call call,
            ChatRequest request,
            OptionalLong reservation,
            Optional<Price> price,
            Pieces pieces) {
        boolean begun = pieces.firstAfter().isPresent();
        Usage usage = begun ? Estimate.broken(request, pieces.chars) : Usage.NONE;
        var outcome = new Call.Outcome(
                end,
                Optional.empty(),
                error,
                usage,
                begun,
                begun ? price.map(known -> known.of(usage)) : Optional.of(0L),
                pieces.firstAfter(),
                pieces.elapsed(),
                Optional.empty());
        counter.ended(call, reservation, outcome);
    }

    /** Hands the pieces on, and knows when the first came and how much came in all. */
    private static final class Pieces implements EventSink {

        private final EventSink sink;
        private final long begun = System.nanoTime();
        private long first;
        private long chars;

        Pieces(EventSink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(StreamEvent event) throws InterruptedException {
            if (first == 0) first = System.nanoTime();
            chars += switch (event) {
                case StreamEvent.Text(var delta) -> delta.length();
                case StreamEvent.Reasoning(var delta) -> delta.length();
                case StreamEvent.ToolArguments(var _, var delta) -> delta.length();
                case StreamEvent.ToolStarted _, StreamEvent.ToolCompleted _ -> 0;
            };
            sink.accept(event);
        }

        Optional<Duration> firstAfter() {
            return first == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(first - begun));
        }

        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }
}
