package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import moltis.core.RequestException;
import moltis.core.event.ChatEvent;
import moltis.core.event.LocalEventBus;
import moltis.core.event.Question;
import moltis.core.json.Json;
import moltis.core.model.CallContext;
import moltis.core.model.ChatModel;
import moltis.core.model.Completion;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.Usage;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.testing.model.ScriptedChatModel;
import org.junit.jupiter.api.Test;

class TurnQuestionsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final RunId RUN = new RunId("r");
    private static final List<Question.Choice> CHOICES =
            List.of(new Question.Choice("once", "Once"), new Question.Choice("stop", "Stop"));

    private final LocalEventBus bus = new LocalEventBus(e -> {
        throw new AssertionError(e);
    });
    private final EventLog events = new EventLog(bus);
    private final TurnQuestions questions =
            new TurnQuestions(bus, Clock.fixed(Instant.parse("2026-01-01T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void the_first_answer_counts() throws Exception {
        FutureTask<Optional<String>> asking = started(() -> ask(LONG));
        Question question = events.await(ChatEvent.Asked.class).question();

        assertThat(questions.of(RUN)).contains(question);
        assertThat(question.deadline()).isEqualTo(Instant.parse("2026-01-01T10:01:00Z"));
        assertThat(questions.answer(question.id(), "once")).isTrue();

        assertThat(asking.get()).contains("once");
        assertThat(questions.answer(question.id(), "stop")).isFalse();
        assertThat(questions.of(RUN)).isEmpty();
        assertThat(events.await(ChatEvent.QuestionClosed.class).choice()).isEqualTo("once");
    }

    @Test
    void what_was_not_offered_is_refused_and_the_question_stays() throws Exception {
        FutureTask<Optional<String>> asking = started(() -> ask(LONG));
        String id = events.await(ChatEvent.Asked.class).question().id();

        assertThatThrownBy(() -> questions.answer(id, "never")).isInstanceOf(RequestException.class);

        assertThat(questions.answer(id, "stop")).isTrue();
        assertThat(asking.get()).contains("stop");
    }

    @Test
    void nobody_there_is_no_answer() throws Exception {
        assertThat(ask(Duration.ofMillis(1))).isEmpty();
        assertThat(questions.of(RUN)).isEmpty();
        assertThat(events.await(ChatEvent.QuestionClosed.class).choice()).isNull();
    }

    @Test
    void a_turn_that_asks_is_not_given_up_for_standing_still_and_shows_its_question_to_who_comes_later()
            throws Exception {
        try (var chat = asking()) {
            ChatFixture impatient = chat.with(ChatFixture.limits(it -> it.withTimeout(Duration.ofMillis(60))));
            RunId run = impatient.start("hello");
            Question question = impatient.events.await(ChatEvent.Asked.class).question();
            // Begun later and given up: the watch has looked at the first one past its limit as well.
            RunId silent = impatient.start(SendRequest.text(new SessionKey("session:silent"), "say nothing"));
            assertThat(impatient.events.awaitEnd(silent)).isInstanceOf(ChatEvent.Failed.class);

            assertThat(impatient.service().peek(ChatFixture.MAIN).orElseThrow().question())
                    .contains(question);
            assertThat(impatient.service().answer(question.id(), "once")).isTrue();

            assertThat(impatient.events.awaitEnd(run))
                    .isInstanceOfSatisfying(
                            ChatEvent.Final.class, end -> assertThat(end.text()).isEqualTo("chose once"));
        }
    }

    @Test
    void stopping_the_turn_withdraws_its_question() throws Exception {
        try (var chat = asking()) {
            RunId run = chat.start("hello");
            Question question = chat.events.await(ChatEvent.Asked.class).question();

            chat.service().abort(Optional.of(run), Optional.empty());

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Aborted.class);
            assertThat(chat.events.await(ChatEvent.QuestionClosed.class).questionId())
                    .isEqualTo(question.id());
            assertThat(chat.service().answer(question.id(), "once")).isFalse();
        }
    }

    @Test
    void a_model_learns_for_whom_it_is_asked_and_whether_the_owner_may_be_asked() throws Exception {
        var contexts = new CopyOnWriteArrayList<CallContext>();
        ChatModel model = (request, sink) -> {
            contexts.add(request.context());
            sink.accept(new StreamEvent.Text("hello"));
            return new Completion(ScriptedChatModel.ID, StopReason.END, new Usage(1, 1, 0, 0));
        };
        try (var chat = new ChatFixture(FakeModels.of(model))) {
            RunId own = chat.say("hello");
            RunId strange = chat.start(SendRequestJson.read(
                    ChatFixture.MAIN, Json.object().put("text", "hello").put("_tool_audience", "public"), ""));
            chat.events.awaitEnd(strange);

            assertThat(contexts)
                    .containsExactly(
                            CallContext.of(ChatFixture.MAIN, own, true),
                            CallContext.of(ChatFixture.MAIN, strange, false));
        }
    }

    private Optional<String> ask(Duration patience) throws InterruptedException {
        return questions.ask(SessionKey.MAIN, RUN, "Budget", "Go on?", CHOICES, patience);
    }

    private static FutureTask<Optional<String>> started(Callable<Optional<String>> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    /** A conversation whose model asks before it answers. */
    private static ChatFixture asking() {
        var chat = new ChatFixture(FakeModels.NONE);
        ChatModel model = (request, sink) -> {
            CallContext context = request.context();
            if (!context.session().equals(Optional.of(ChatFixture.MAIN))) new CountDownLatch(1).await();
            String chosen = chat.questions
                    .ask(
                            context.session().orElseThrow(),
                            context.run().orElseThrow(),
                            "Budget",
                            "Go on?",
                            CHOICES,
                            LONG)
                    .orElse("nothing");
            sink.accept(new StreamEvent.Text("chose " + chosen));
            return new Completion(ScriptedChatModel.ID, StopReason.END, new Usage(1, 1, 0, 0));
        };
        return chat.withModel(FakeModels.of(model));
    }
}
