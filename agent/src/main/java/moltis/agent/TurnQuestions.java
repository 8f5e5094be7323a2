package moltis.agent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import moltis.core.RequestException;
import moltis.core.event.ChatEvent;
import moltis.core.event.EventBus;
import moltis.core.event.Question;
import moltis.core.event.Questions;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import org.jspecify.annotations.Nullable;

/** The questions that turns wait for now. A turn has one at a time; with its thread its question goes. */
public final class TurnQuestions implements Questions {

    private static final int MOST = 200;

    private record Open(Question question, CompletableFuture<String> choice) {}

    private final Map<RunId, Open> open = new ConcurrentHashMap<>();
    private final EventBus events;
    private final InstantSource clock;

    public TurnQuestions(EventBus events, InstantSource clock) {
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Optional<String> ask(
            SessionKey session, RunId run, String title, String text, List<Question.Choice> choices, Duration patience)
            throws InterruptedException {
        var asked = new Open(
                new Question(
                        UUID.randomUUID().toString(),
                        session,
                        run,
                        title,
                        text,
                        choices,
                        clock.instant().plus(patience)),
                new CompletableFuture<>());
        if (open.size() >= MOST || open.putIfAbsent(run, asked) != null) return Optional.empty();
        var of = new ChatEvent.Run(session, run, null);
        @Nullable String chosen = null;
        try {
            events.publish(new ChatEvent.Asked(of, asked.question()));
            chosen = asked.choice().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(chosen);
        } catch (TimeoutException nobodyThere) {
            // Unless somebody answered in the very last moment, and was told so.
            if (!asked.choice().cancel(false)) chosen = asked.choice().join();
            return Optional.ofNullable(chosen);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            open.remove(run);
            events.publish(new ChatEvent.QuestionClosed(of, asked.question().id(), chosen));
        }
    }

    /**
     * Answers a question, for the first who does.
     *
     * @return false if it is not open any more
     * @throws RequestException if it does not offer that choice
     */
    public boolean answer(String id, String choice) {
        for (Open asked : open.values()) {
            Question question = asked.question();
            if (!question.id().equals(id)) continue;
            if (!question.offers(choice))
                throw RequestException.invalid("the question does not offer '" + choice + "'");
            return asked.choice().complete(choice);
        }
        return false;
    }

    /** What a turn waits for. */
    public Optional<Question> of(RunId run) {
        return Optional.ofNullable(open.get(run)).map(Open::question);
    }
}
