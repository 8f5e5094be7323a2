package moltis.agent;

import static moltis.agent.ChatFixture.MAIN;
import static moltis.testing.model.Reply.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.core.event.ChatEvent;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedChatModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChatServiceTest {

    private static final SessionKey OTHER = new SessionKey("session:other");

    @Test
    void answers_a_message_and_stores_both() throws Exception {
        try (var chat = ChatFixture.answering(says("Hello there."))) {
            chat.say("Hi");

            assertThat(chat.told()).containsExactly("user: Hi", "assistant: Hello there.");
            assertThat(chat.events.states())
                    .containsExactly(
                            "user_message", "iteration", "thinking", "delta", "delta", "thinking_done", "final");
            chat.service().close();
            assertThat(chat.queue.interrupted()).isEmpty();
        }
    }

    @Test
    void the_final_event_comes_after_its_line_is_stored_and_names_it() throws Exception {
        try (var chat = ChatFixture.answering(says("Yes."))) {
            var storedAtFinal = new CompletableFuture<Long>();
            chat.bus.subscribe(event -> {
                if (event instanceof ChatEvent.Final)
                    storedAtFinal.complete(chat.stores.transcripts().count(MAIN));
            });

            RunId run = chat.say("Really?");

            assertThat(storedAtFinal.get()).isEqualTo(2);
            assertThat(((ChatEvent.Final) chat.events.awaitEnd(run)).messageIndex())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_second_message_waits_for_the_first_and_knows_its_place() throws Exception {
        var gate = new CountDownLatch(1);
        try (var chat =
                ChatFixture.answering(Reply.NOTHING.thenWaits(gate).thenSays("one"), says("two"), says("three"))) {
            chat.start("first");

            var second = chat.service().send(SendRequest.text(MAIN, "second"));
            var third = chat.service().send(SendRequest.text(MAIN, "third"));

            assertThat(second)
                    .isInstanceOfSatisfying(
                            SendResult.Queued.class,
                            it -> assertThat(it.position()).isEqualTo(1));
            assertThat(third)
                    .isInstanceOfSatisfying(
                            SendResult.Queued.class,
                            it -> assertThat(it.position()).isEqualTo(2));
            assertThat(chat.service().queued(MAIN))
                    .extracting(QueuedMessage::text)
                    .containsExactly("second", "third");
            gate.countDown();
            chat.events.awaitCount(ChatEvent.Final.class, 3);
            assertThat(chat.told())
                    .containsExactly(
                            "user: first",
                            "assistant: one",
                            "user: second",
                            "assistant: two",
                            "user: third",
                            "assistant: three");
        }
    }

    @Test
    void a_message_that_is_sent_on_the_final_event_need_not_wait() throws Exception {
        try (var chat = ChatFixture.answering(says("one"), says("two"))) {
            var next = new CompletableFuture<SendResult>();
            chat.bus.subscribe(event -> {
                if (event instanceof ChatEvent.Final && !next.isDone())
                    Thread.startVirtualThread(
                            () -> next.complete(chat.service().send(SendRequest.text(MAIN, "second"))));
            });

            chat.start("first");

            assertThat(next.get()).isInstanceOf(SendResult.Started.class);
            chat.events.awaitCount(ChatEvent.Final.class, 2);
        }
    }

    @Test
    void collect_answers_together_what_waited_together() throws Exception {
        var gate = new CountDownLatch(1);
        var model = ScriptedChatModel.answering(Reply.NOTHING.thenWaits(gate).thenSays("one"), says("both"));
        try (var chat = new ChatFixture(model).with(ChatFixture.mode(QueueMode.COLLECT))) {
            chat.start("first");
            chat.start("second");
            RunId last = chat.start("third");

            gate.countDown();
            chat.events.awaitEnd(last);

            assertThat(chat.told())
                    .containsExactly("user: first", "assistant: one", "user: second\n\nthird", "assistant: both");
            chat.service().close();
            assertThat(chat.queue.interrupted()).isEmpty();
        }
    }

    @Test
    void collect_keeps_messages_with_different_rights_apart() throws Exception {
        var gate = new CountDownLatch(1);
        var model = ScriptedChatModel.answering(
                Reply.NOTHING.thenWaits(gate).thenSays("one"), says("owner"), says("stranger"));
        try (var chat = new ChatFixture(model).with(ChatFixture.mode(QueueMode.COLLECT))) {
            chat.start("first");
            chat.start("second");
            RunId last = chat.start(SendRequest.text(MAIN, "third").withTools(ToolUse.NONE));

            gate.countDown();
            chat.events.awaitEnd(last);

            assertThat(chat.told())
                    .containsExactly(
                            "user: first",
                            "assistant: one",
                            "user: second",
                            "assistant: owner",
                            "user: third",
                            "assistant: stranger");
        }
    }

    @Test
    void pain_18_sessions_never_wait_for_each_other() throws Exception {
        var model = new ScriptedChatModel(
                asked -> asked.lastUserText().endsWith("hang") ? Reply.stalls() : says("here I am"));
        try (var chat = new ChatFixture(model)) {
            chat.start("hang");
            model.awaitRequests(1);

            RunId other = chat.start(SendRequest.text(OTHER, "hello"));

            assertThat(chat.events.awaitEnd(other)).isInstanceOf(ChatEvent.Final.class);
            assertThat(chat.service().isRunning(MAIN)).isTrue();
        }
    }

    @Test
    void pain_18_cancel_frees_the_session_from_a_model_that_does_not_react() throws Exception {
        var release = new CountDownLatch(1);
        var entered = new CountDownLatch(1);
        var deaf = FakeModels.of((request, sink) -> {
            entered.countDown();
            awaitUninterruptibly(release);
            return null;
        });
        try (var chat = new ChatFixture(deaf)) {
            RunId stuck = chat.start("hang");
            entered.await();

            var result = chat.service().abort(Optional.of(stuck), Optional.empty());

            assertThat(result.aborted()).isTrue();
            assertThat(chat.service().isRunning(MAIN)).isFalse();
            chat.withModel(FakeModels.of(ScriptedChatModel.answering(says("alive"))));
            RunId next = chat.say("again");
            assertThat(chat.events.awaitEnd(next)).isInstanceOf(ChatEvent.Final.class);
            release.countDown();
        }
    }

    @Test
    void pain_18_a_turn_that_does_not_move_is_given_up() throws Exception {
        try (var chat = ChatFixture.answering(says("Thinking aloud").thenStalls(), says("fine"))
                .with(ChatFixture.limits(it -> it.withTimeout(Duration.ofMillis(60))))) {
            RunId run = chat.say("hang");

            assertThat(chat.events.awaitEnd(run)).isInstanceOfSatisfying(ChatEvent.Failed.class, it -> {
                assertThat(it.error().type()).isEqualTo("timeout");
                assertThat(it.partialMessage()).isEqualTo("Thinking aloud");
                assertThat(it.error().canContinue()).isTrue();
            });
            assertThat(chat.events.awaitEnd(chat.say("continue"))).isInstanceOf(ChatEvent.Final.class);
        }
    }

    @Test
    void abort_keeps_what_was_said_and_lets_the_next_message_run() throws Exception {
        try (var chat = ChatFixture.answering(says("Once upon a time").thenStalls(), says("next"))) {
            RunId told = chat.start("tell");
            chat.events.await(ChatEvent.Delta.class, it -> it.text().equals("time"));
            RunId next = chat.start("other");

            var result = chat.service().abort(Optional.of(told), Optional.of(MAIN));

            assertThat(result).isEqualTo(new AbortResult(true, Optional.of(told), Optional.of(MAIN)));
            assertThat(chat.events.awaitEnd(told))
                    .isEqualTo(new ChatEvent.Aborted(new ChatEvent.Run(MAIN, told, null), "Once upon a time", 1L));
            chat.events.awaitEnd(next);
            assertThat(chat.told())
                    .containsExactly("user: tell", "assistant: Once upon a time", "user: other", "assistant: next");
            assertThat(chat.json().get(1).path("aborted").asBoolean()).isTrue();
        }
    }

    @Test
    void abort_after_the_end_does_nothing() throws Exception {
        try (var chat = ChatFixture.answering(says("done"))) {
            RunId run = chat.say("go");

            var result = chat.service().abort(Optional.of(run), Optional.of(MAIN));

            assertThat(result.aborted()).isFalse();
            assertThat(chat.told()).containsExactly("user: go", "assistant: done");
        }
    }

    @Test
    void abort_of_another_run_leaves_the_running_one_alone() throws Exception {
        try (var chat = ChatFixture.answering(Reply.stalls())) {
            RunId run = chat.start("go");

            assertThat(chat.service()
                            .abort(Optional.of(new RunId("no-such-run")), Optional.of(MAIN))
                            .aborted())
                    .isFalse();
            assertThat(chat.service()
                            .abort(Optional.of(run), Optional.of(OTHER))
                            .aborted())
                    .isFalse();

            assertThat(chat.service().isRunning(MAIN)).isTrue();
        }
    }

    @Test
    void only_one_of_many_aborts_wins_against_the_answer() throws Exception {
        for (int round = 0; round < 30; round++) {
            try (var chat = ChatFixture.answering(says("a b c d e f g h"))) {
                RunId run = chat.start("go");
                var starters = new CountDownLatch(1);
                List<CompletableFuture<Boolean>> aborts = IntStream.range(0, 4)
                        .mapToObj(i -> {
                            var won = new CompletableFuture<Boolean>();
                            Thread.startVirtualThread(() -> {
                                awaitUninterruptibly(starters);
                                won.complete(chat.service()
                                        .abort(Optional.of(run), Optional.empty())
                                        .aborted());
                            });
                            return won;
                        })
                        .toList();

                starters.countDown();
                int winners = 0;
                for (var abort : aborts) if (abort.get(20, TimeUnit.SECONDS)) winners++;
                ChatEvent end = chat.events.awaitEnd(run);

                assertThat(winners).isEqualTo(end instanceof ChatEvent.Aborted ? 1 : 0);
                assertThat(chat.events.all().stream().filter(EventLog::isEnd)).hasSize(1);
                assertThat(chat.events.all().getLast()).isEqualTo(end);
                assertThat(chat.lines()).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void pain_19_a_bare_stop_stops_instead_of_waiting() throws Exception {
        try (var chat = ChatFixture.answering(says("On and").thenStalls())) {
            RunId run = chat.start("talk");
            chat.events.await(ChatEvent.Delta.class, it -> it.text().equals("and"));

            var result = chat.service().send(SendRequest.text(MAIN, " Stop! "));

            assertThat(result).isEqualTo(new SendResult.Stopped(run));
            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Aborted.class);
            assertThat(chat.told()).containsExactly("user: talk", "assistant: On and");
        }
    }

    @Test
    void a_bare_stop_with_nothing_to_stop_is_a_message() throws Exception {
        try (var chat = ChatFixture.answering(says("Stop what?"))) {
            chat.say("stop");

            assertThat(chat.told()).containsExactly("user: stop", "assistant: Stop what?");
        }
    }

    @Test
    void pain_19_what_waits_can_be_edited_and_taken_out() throws Exception {
        var gate = new CountDownLatch(1);
        try (var chat =
                ChatFixture.answering(Reply.NOTHING.thenWaits(gate).thenSays("one"), says("answer to the edited"))) {
            chat.start("first");
            var edited = (SendResult.Queued) chat.service().send(SendRequest.text(MAIN, "secnd"));
            var removed = (SendResult.Queued) chat.service().send(SendRequest.text(MAIN, "third"));

            assertThat(chat.service().editQueued(MAIN, edited.id(), "second")).isTrue();
            assertThat(chat.service().cancelQueued(MAIN, removed.id())).isTrue();
            assertThat(chat.service().cancelQueued(MAIN, removed.id())).isFalse();

            gate.countDown();
            chat.events.awaitEnd(edited.run());
            assertThat(chat.told())
                    .containsExactly(
                            "user: first", "assistant: one", "user: second", "assistant: answer to the edited");
            assertThat(chat.events.all(ChatEvent.QueueCleared.class))
                    .containsExactly(new ChatEvent.QueueCleared(MAIN, 1));
        }
    }

    @Test
    void a_cleared_queue_is_told_and_forgotten() throws Exception {
        var gate = new CountDownLatch(1);
        try (var chat = ChatFixture.answering(Reply.NOTHING.thenWaits(gate).thenSays("one"))) {
            RunId first = chat.start("first");
            chat.start("second");
            chat.start("third");

            assertThat(chat.service().cancelQueued(MAIN)).isEqualTo(2);

            gate.countDown();
            chat.events.awaitEnd(first);
            assertThat(chat.queue.waiting(MAIN)).isEmpty();
            assertThat(chat.told()).containsExactly("user: first", "assistant: one");
        }
    }

    @Test
    void the_line_has_an_end() throws Exception {
        var gate = new CountDownLatch(1);
        try (var chat = ChatFixture.answering(Reply.NOTHING.thenWaits(gate).thenSays("one"), says("two"))
                .with(it -> new ChatSettings(
                        it.queueMode(),
                        false,
                        32_000,
                        1,
                        1 << 20,
                        it.limits(),
                        it.persona(),
                        it.modes(),
                        it.compaction(),
                        it.titleModel(),
                        it.failover()))) {
            chat.start("first");
            RunId second = chat.start("second");

            var third = chat.service().send(SendRequest.text(MAIN, "third"));

            assertThat(third).isInstanceOf(SendResult.Rejected.class);
            gate.countDown();
            chat.events.awaitEnd(second);
            assertThat(chat.told()).doesNotContain("user: third");
        }
    }

    @Test
    void pain_33_a_message_sent_again_with_the_same_key_is_accepted_once() throws Exception {
        try (var chat = ChatFixture.answering(says("once"))) {
            var request = SendRequest.text(MAIN, "hello").withIdempotencyKey("k-1");

            RunId first = chat.start(request);
            RunId again = chat.start(request);
            chat.events.awaitEnd(first);
            RunId afterRestart = chat.restarted().start(request);

            assertThat(List.of(again, afterRestart)).containsOnly(first);
            assertThat(chat.told()).containsExactly("user: hello", "assistant: once");
        }
    }

    @Test
    void a_message_that_was_refused_may_be_sent_again_with_its_key() throws Exception {
        try (var chat = new ChatFixture(FakeModels.NONE)) {
            var request = SendRequest.text(MAIN, "hello").withIdempotencyKey("k-1");
            assertThatExceptionOfType(RequestException.class)
                    .isThrownBy(() -> chat.service().send(request));

            chat.models = FakeModels.of(ScriptedChatModel.answering(says("now")));
            RunId run = chat.restarted().start(request);

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Final.class);
        }
    }

    @Test
    void without_a_model_nothing_is_accepted_and_the_person_learns_what_to_do() {
        try (var chat = new ChatFixture(FakeModels.NONE)) {
            assertThatExceptionOfType(RequestException.class)
                    .isThrownBy(() -> chat.start("hello"))
                    .satisfies(e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.NO_MODEL);
                        assertThat(e.hint()).isNotEmpty();
                    });
            assertThat(chat.lines()).isEmpty();
        }
    }

    @Test
    void an_unknown_model_is_an_error_and_not_another_model() {
        try (var chat = ChatFixture.answering(says("never"))) {
            assertThatExceptionOfType(ProviderException.class)
                    .isThrownBy(() -> chat.start(SendRequest.text(MAIN, "hello").withModel("gtp-5")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNKNOWN));
            assertThat(chat.lines()).isEmpty();
        }
    }

    @Test
    void the_session_keeps_the_model_it_used() throws Exception {
        try (var chat = ChatFixture.answering(says("yes"))) {
            chat.say("hello");

            assertThat(chat.stores.directory().find(MAIN).orElseThrow().model()).contains("scripted::scripted-1");
        }
    }

    @Test
    void send_sync_gives_the_answer() throws Exception {
        try (var chat = ChatFixture.answering(says("42"))) {
            TurnResult result = chat.service().sendSync(SendRequest.text(MAIN, "6 * 7"));

            assertThat(result.text()).isEqualTo("42");
            assertThat(result.usage()).isEqualTo(result.lastRequest());
        }
    }

    @Test
    void send_sync_never_waits_in_line() throws Exception {
        var model = ScriptedChatModel.answering(Reply.stalls());
        try (var chat = new ChatFixture(model)) {
            chat.start("go");
            model.awaitRequests(1);

            assertThatExceptionOfType(RequestException.class)
                    .isThrownBy(() -> chat.service().sendSync(SendRequest.text(MAIN, "me too")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
            assertThat(chat.queue.waiting(MAIN)).isEmpty();
        }
    }

    @Test
    void send_sync_tells_when_its_turn_was_stopped() throws Exception {
        var model = ScriptedChatModel.answering(Reply.stalls());
        try (var chat = new ChatFixture(model)) {
            var outcome = new CompletableFuture<Throwable>();
            Thread.startVirtualThread(() -> {
                try {
                    chat.service().sendSync(SendRequest.text(MAIN, "go"));
                } catch (Exception e) {
                    outcome.complete(e);
                }
            });
            model.awaitRequests(1);

            chat.service().abort(Optional.empty(), Optional.of(MAIN));

            assertThat(outcome.get())
                    .isInstanceOfSatisfying(
                            RequestException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED))
                    .hasMessage("chat run was cancelled");
        }
    }

    @Test
    void send_sync_throws_what_made_the_turn_fail() throws Exception {
        try (var chat = ChatFixture.answering(Reply.refuses(ErrorCode.KEY_REJECTED))) {
            assertThatExceptionOfType(ProviderException.class)
                    .isThrownBy(() -> chat.service().sendSync(SendRequest.text(MAIN, "go")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_REJECTED));
        }
    }

    @Test
    void an_ephemeral_turn_leaves_no_trace() throws Exception {
        var model = ScriptedChatModel.answering(says("stored"), says("gone"));
        try (var chat = new ChatFixture(model)) {
            chat.say("remember me");
            var before = chat.stores.directory().find(MAIN);

            RunId run = chat.start(SendRequest.text(MAIN, "forget me").asEphemeral());

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Final.class);
            assertThat(chat.told()).containsExactly("user: remember me", "assistant: stored");
            assertThat(chat.stores.directory().find(MAIN)).isEqualTo(before);
            assertThat(model.requests().getLast().messages())
                    .anyMatch(message -> message.toString().contains("remember me"));
        }
    }

    @Test
    void clear_stops_cancels_and_forgets() throws Exception {
        var model = ScriptedChatModel.answering(says("old"), says("half an").thenStalls(), says("new"));
        try (var chat = new ChatFixture(model)) {
            chat.say("first");
            chat.start("second");
            chat.events.await(ChatEvent.Delta.class, it -> it.text().equals("an"));
            chat.start("third");

            chat.service().clear(MAIN);

            assertThat(chat.lines()).isEmpty();
            assertThat(chat.stores.directory().find(MAIN).orElseThrow().messageCount())
                    .isZero();
            assertThat(chat.events.states()).endsWith("queue_cleared", "aborted", "session_cleared");
            chat.say("fresh");
            assertThat(userTexts(model.requests().getLast().messages())).hasSize(1);
        }
    }

    @Test
    void a_stopped_server_keeps_what_waits_and_closes_what_runs() throws Exception {
        try (var chat = ChatFixture.answering(says("Half an").thenStalls(), says("after the restart"))) {
            RunId running = chat.start("first");
            chat.events.await(ChatEvent.Delta.class, it -> it.text().equals("an"));
            RunId waiting = chat.start("second");

            chat.service().stop(Duration.ZERO);

            assertThat(chat.events.awaitEnd(running)).isInstanceOf(ChatEvent.Aborted.class);
            assertThat(chat.told())
                    .containsExactly("user: first", "assistant: Half an", "notice: " + TurnEnding.INTERRUPTED);
            assertThatExceptionOfType(RequestException.class).isThrownBy(() -> chat.start("too late"));
            chat.restarted().service().recover();
            assertThat(chat.events.awaitEnd(waiting)).isInstanceOf(ChatEvent.Final.class);
            assertThat(chat.told()).endsWith("user: second", "assistant: after the restart");
        }
    }

    @Test
    void a_stop_with_grace_lets_a_turn_end() throws Exception {
        var gate = new CountDownLatch(1);
        try (var chat = ChatFixture.answering(Reply.NOTHING.thenWaits(gate).thenSays("whole"))) {
            RunId run = chat.start("first");
            Thread.startVirtualThread(gate::countDown);

            chat.service().stop(Duration.ofSeconds(20));

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Final.class);
            chat.service().close();
            assertThat(chat.queue.interrupted()).isEmpty();
        }
    }

    @Test
    void peek_shows_how_far_a_turn_has_come() throws Exception {
        try (var chat = ChatFixture.answering(
                Reply.thinks("Hmm, let me see.").thenSays("So far").thenStalls())) {
            RunId run = chat.start("go");
            chat.events.await(ChatEvent.Delta.class, it -> it.text().equals("far"));

            LiveTurn live = chat.service().peek(MAIN).orElseThrow();

            assertThat(live.run()).isEqualTo(run);
            assertThat(live.text()).isEqualTo("So far");
            assertThat(live.thinkingText()).isEqualTo("Hmm, let me see.");
            assertThat(chat.service().peek(OTHER)).isEmpty();
        }
    }

    @Test
    void the_draft_of_a_running_turn_is_saved_now_and_then() throws Exception {
        try (var chat = ChatFixture.answering(says("Worth keeping").thenStalls())) {
            chat.start("go");
            chat.events.await(ChatEvent.Delta.class, it -> it.text().equals("keeping"));

            while (chat.queue.interrupted().isEmpty()
                    || !chat.queue.interrupted().getFirst().draft().text().equals("Worth keeping")) Thread.onSpinWait();

            assertThat(chat.queue.interrupted().getFirst().draft().model()).isEqualTo("scripted::scripted-1");
        }
    }

    @Test
    void an_error_inside_the_server_fails_the_turn_and_frees_the_session() throws Exception {
        var broken = FakeModels.of((request, sink) -> {
            throw new IllegalStateException("a bug with a secret in it");
        });
        try (var chat = new ChatFixture(broken)) {
            RunId run = chat.say("go");

            assertThat(chat.events.awaitEnd(run))
                    .isInstanceOfSatisfying(
                            ChatEvent.Failed.class,
                            it -> assertThat(it.error().detail()).doesNotContain("secret"));
            assertThat(chat.service().isRunning(MAIN)).isFalse();
        }
    }

    private static List<String> userTexts(List<Message> messages) {
        return messages.stream()
                .filter(Message.User.class::isInstance)
                .map(message ->
                        ((ContentPart.Text) ((Message.User) message).parts().getFirst()).text())
                .toList();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException ignored) {
                // A model that does not react to being stopped.
            }
        }
    }
}
