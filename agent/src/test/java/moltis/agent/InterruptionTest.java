package moltis.agent;

import static moltis.agent.ChatFixture.MAIN;
import static moltis.testing.model.Reply.call;
import static moltis.testing.model.Reply.says;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.event.ChatEvent;
import moltis.core.event.EventBus;
import moltis.core.json.Json;
import moltis.core.model.StreamEvent;
import moltis.core.session.RunId;
import moltis.core.tool.ToolResult;
import moltis.testing.model.HistoryRules;
import moltis.testing.model.ScriptedChatModel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stops and breaks turns wherever that is possible; afterwards the history must be one that vendors accept. */
@Timeout(120)
class InterruptionTest {

    private static ScriptedChatModel model() {
        return new ScriptedChatModel(asked ->
                asked.toolResults().isEmpty() && asked.lastUserText().contains("go")
                        ? says("Let me see.")
                                .thenCalls(
                                        call("a" + asked.number(), "echo", "{\"input\":\"1\"}"),
                                        call("b" + asked.number(), "echo", "{\"input\":\"2\"}"))
                        : says("That is the whole answer."));
    }

    @Test
    @DisplayName("pain 21: a turn that is stopped at any event leaves a history that vendors accept")
    void pain_21_a_turn_stopped_at_any_event_leaves_a_history_that_vendors_accept() throws Exception {
        int event = 1;
        while (stopsAt(event, model())) event++;
        assertThat(event).as("events at which it was stopped").isGreaterThan(10);
    }

    /** @return false if the turn was over before */
    private static boolean stopsAt(int number, ScriptedChatModel model) throws Exception {
        try (var chat = new ChatFixture(model)) {
            var seen = new AtomicInteger();
            EventBus.Subscription stopper = chat.bus.subscribe(event -> {
                if (event instanceof ChatEvent.OfRun run && seen.incrementAndGet() == number)
                    // On the turn's own thread, so that it is stopped here and not a little later.
                    chat.service().abort(Optional.of(run.run().id()), Optional.empty());
            });
            ChatEvent end = chat.events.awaitEnd(chat.start("go"));
            stopper.close();

            chat.awaitSettled();
            chat.say("thanks");
            assertThat(HistoryRules.brokenBy(model.requests().getLast().messages()))
                    .isEmpty();
            assertThat(chat.events.all().stream().filter(EventLog::isEnd)).hasSize(2);
            assertThat(chat.restarted().chat.reports().fullContext(MAIN).messages())
                    .isNotEmpty();
            return end instanceof ChatEvent.Aborted;
        }
    }

    @Test
    void a_model_that_throws_at_any_point_leaves_a_history_that_vendors_accept() throws Exception {
        int at = 0;
        while (throwsAt(at)) at++;
        assertThat(at).isGreaterThan(10);
    }

    private static boolean throwsAt(int piece) throws Exception {
        var scripted = model();
        var thrown = new AtomicBoolean();
        var pieces = new AtomicInteger();
        var throwing = FakeModels.of((request, sink) -> scripted.stream(request, event -> {
            if (pieces.getAndIncrement() == piece) {
                thrown.set(true);
                throw new ProviderException(ErrorCode.PROVIDER_FAILED, "scripted", "broke", "");
            }
            sink.accept(event);
        }));
        try (var chat = new ChatFixture(throwing)) {
            chat.say("go");
            chat.say("thanks");

            assertThat(HistoryRules.brokenBy(scripted.requests().getLast().messages()))
                    .isEmpty();
            assertThat(chat.service().isRunning(MAIN)).isFalse();
            return thrown.get();
        }
    }

    @Test
    @DisplayName("pain 18: a tool that never ends and does not react is left behind")
    void pain_18_a_tool_that_never_ends_is_left_behind() throws Exception {
        var entered = new CountDownLatch(1);
        var leave = new AtomicBoolean();
        var endless = FakeTool.named("endless", invocation -> {
            entered.countDown();
            while (!leave.get()) Thread.onSpinWait();
            return new ToolResult.Done(Json.object());
        });
        var model = ScriptedChatModel.answering(
                says("Working.").thenCalls(call("c1", "endless", "{}")), says("I am free again."));
        try (var chat = new ChatFixture(model).withTools(endless)) {
            RunId run = chat.start("go");
            entered.await();
            assertThat(chat.service().peek(MAIN).orElseThrow().toolCalls())
                    .extracting(LiveTurn.OpenCall::name)
                    .containsExactly("endless");

            chat.service().abort(Optional.of(run), Optional.empty());

            assertThat(chat.events.awaitEnd(chat.say("still there?"))).isInstanceOf(ChatEvent.Final.class);
            assertThat(chat.told())
                    .containsExactly(
                            "user: go",
                            "assistant: Working.[endless]",
                            "tool_result: Error: " + HistoryReader.UNKNOWN_OUTCOME,
                            "user: still there?",
                            "assistant: I am free again.");
        } finally {
            leave.set(true);
        }
    }

    @Test
    void nothing_is_heard_or_stored_of_a_turn_after_its_end() throws Exception {
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var late = new CountDownLatch(1);
        var deaf = FakeModels.of((request, sink) -> {
            entered.countDown();
            while (leave.getCount() > 0) Thread.onSpinWait();
            try {
                sink.accept(new StreamEvent.Text("too late"));
            } finally {
                late.countDown();
            }
            throw new AssertionError("the turn has ended");
        });
        try (var chat = new ChatFixture(deaf)) {
            RunId run = chat.start("go");
            entered.await();
            chat.service().abort(Optional.of(run), Optional.empty());
            int events = chat.events.all().size();

            leave.countDown();
            late.await();

            assertThat(chat.events.all()).hasSize(events);
            assertThat(chat.told()).containsExactly("user: go");
        }
    }
}
