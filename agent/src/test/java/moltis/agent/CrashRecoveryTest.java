package moltis.agent;

import static moltis.agent.ChatFixture.MAIN;
import static moltis.testing.model.Reply.call;
import static moltis.testing.model.Reply.calls;
import static moltis.testing.model.Reply.says;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import moltis.core.event.ChatEvent;
import moltis.core.json.Json;
import moltis.core.model.Message;
import moltis.core.model.ToolCall;
import moltis.core.session.QueuedTurn;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.core.session.TurnDraft;
import moltis.testing.model.HistoryRules;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedChatModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class CrashRecoveryTest {

    private static final SessionKey OTHER = new SessionKey("session:other");

    @BeforeAll
    static void the_threads_of_a_dead_process_die_quietly() {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            if (!(error instanceof CrashingPorts.Dead)) error.printStackTrace();
        });
    }

    @AfterAll
    static void other_threads_do_not() {
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    /** Answers every message; messages that ask for tools get two calls first. */
    private static ScriptedChatModel model() {
        return new ScriptedChatModel(asked ->
                asked.lastUserText().contains("tools") && asked.toolResults().isEmpty()
                        ? says("Let me look.")
                                .thenCalls(
                                        call("a" + asked.number(), "echo", "{\"input\":\"a\"}"),
                                        call("b" + asked.number(), "echo", "{\"input\":\"b\"}"))
                        : says("answer to " + asked.lastUserText()));
    }

    @ParameterizedTest
    @EnumSource(QueueMode.class)
    @DisplayName("pain 19: whenever the process dies, every accepted message is answered or closed, once and in order")
    void pain_19_every_accepted_message_is_answered_across_a_crash_at_any_step(QueueMode mode) throws Exception {
        for (boolean afterTheCall : new boolean[] {false, true}) {
            int step = 0;
            while (diesAt(step, afterTheCall, mode)) step++;
            assertThat(step).as("steps that were tried").isGreaterThan(20);
        }
    }

    /** @return false if the script was over before the process died */
    private static boolean diesAt(int step, boolean afterTheCall, QueueMode mode) throws Exception {
        var model = model();
        var process = new CrashingPorts(step, afterTheCall);
        try (var chat = new ChatFixture(model).with(ChatFixture.mode(mode))) {
            List<RunId> accepted = new ArrayList<>();
            chat.chat = chat.open(process.around(chat.ports()));
            for (int i = 1; i <= 4; i++) {
                SessionKey session = i == 3 ? OTHER : MAIN;
                send(chat, SendRequest.text(session, "message " + i + (i % 2 == 0 ? " with tools" : "")), accepted);
            }
            if (!process.isDead()) awaitQuietOrDead(chat, accepted, process);
            boolean died = process.isDead();
            process.kill();

            chat.restarted().service().recover();

            awaitSettled(chat);
            check(chat, accepted);
            return died;
        }
    }

    private static void send(ChatFixture chat, SendRequest request, List<RunId> accepted) {
        try {
            accepted.add(chat.start(request));
        } catch (CrashingPorts.Dead dead) {
            // Not acknowledged: may be there, need not be.
        }
    }

    private static void awaitQuietOrDead(ChatFixture chat, List<RunId> accepted, CrashingPorts process)
            throws InterruptedException {
        while (!process.isDead()) {
            if (chat.queue.sessionsWithWaiting().isEmpty()
                    && chat.queue.interrupted().isEmpty()) return;
            Thread.sleep(1);
        }
    }

    private static void awaitSettled(ChatFixture chat) throws InterruptedException {
        while (!chat.queue.sessionsWithWaiting().isEmpty()
                || !chat.queue.interrupted().isEmpty()) Thread.sleep(1);
    }

    private static void check(ChatFixture chat, List<RunId> accepted) {
        Set<String> answeredFor = new HashSet<>();
        for (SessionKey session : List.of(MAIN, OTHER)) {
            List<JsonNode> lines = chat.stores.transcripts().read(session).stream()
                    .map(line -> Json.parse(line.line().json()))
                    .toList();
            String open = "";
            for (JsonNode line : lines) {
                String run = line.path("run_id").asString();
                switch (line.path("role").asString()) {
                    case "user" -> {
                        assertThat(open)
                                .as("a turn begins before the last one ended")
                                .isEmpty();
                        assertThat(answeredFor.add(run))
                                .as("answered twice: " + run)
                                .isTrue();
                        for (JsonNode merged : line.path("merged_runs")) answeredFor.add(merged.asString());
                        open = run;
                    }
                    case "assistant" -> {
                        assertThat(run).isEqualTo(open);
                        if (line.path("tool_calls").isEmpty()
                                && !line.path("interrupted").asBoolean(false)) open = "";
                    }
                    case "notice" -> open = "";
                    default -> assertThat(run).isEqualTo(open);
                }
            }
            assertThat(open).as("a turn without an end").isEmpty();
            assertThat(lines.stream()
                            .filter(line -> line.path("role").asString().equals("user"))
                            .map(line -> line.path("content").asString()))
                    .as("the order of acceptance")
                    .isSorted();
            assertThat(HistoryRules.brokenBy(nextRequest(chat, session))).isEmpty();
        }
        assertThat(answeredFor).containsAll(accepted.stream().map(RunId::value).toList());
    }

    private static List<Message> nextRequest(ChatFixture chat, SessionKey session) {
        var reader = new HistoryReader(Path.of("/data/sessions"), 50_000);
        List<Message> messages =
                new ArrayList<>(reader.messages(chat.stores.transcripts().read(session)));
        messages.add(Message.User.text("next"));
        return messages;
    }

    @Test
    void an_interrupted_turn_keeps_its_partial_text_and_says_so() throws Exception {
        try (var chat = ChatFixture.answering(says("fine"))) {
            QueuedTurn turn = chat.queue.add(MAIN, new RunId("r-1"), "{\"text\":\"tell\",\"_seq\":7}");
            chat.queue.start(List.of(turn));
            chat.stores
                    .transcripts()
                    .append(
                            MAIN,
                            List.of(new TurnLines(ChatFixture.CLOCK)
                                    .user(turn.run(), SendRequest.text(MAIN, "tell"), Optional.empty(), List.of())));
            chat.queue.saveDraft(turn, new TurnDraft("Once upon", "a fairy tale", "scripted::scripted-1"));

            chat.restarted().service().recover();

            assertThat(chat.told())
                    .containsExactly("user: tell", "assistant: Once upon", "notice: " + TurnEnding.INTERRUPTED);
            JsonNode partial = chat.json().get(1);
            assertThat(partial.path("interrupted").asBoolean()).isTrue();
            assertThat(partial.path("reasoning").asString()).isEqualTo("a fairy tale");
            assertThat(partial.path("model").asString()).isEqualTo("scripted-1");
            assertThat(partial.path("seq").asLong()).isEqualTo(7);
            assertThat(chat.queue.interrupted()).isEmpty();
        }
    }

    @Test
    void nothing_is_run_again_after_a_tool_may_have_had_its_effect() throws Exception {
        var ran = new CountDownLatch(1);
        var model = ScriptedChatModel.answering(calls(call("c1", "pay", "{}")), says("after"));
        var process = new CrashingPorts(1_000, false);
        try (var chat = new ChatFixture(model).withTools(FakeTool.named("pay", _ -> {
            assertThat(ran.getCount()).isEqualTo(1);
            process.kill();
            ran.countDown();
            throw new CrashingPorts.Dead();
        }))) {
            chat.chat = chat.open(process.around(chat.ports()));
            chat.start("pay the bill");
            ran.await();

            chat.restarted().service().recover();

            assertThat(chat.told())
                    .containsExactly(
                            "user: pay the bill",
                            "assistant: [pay]",
                            "tool_result: Error: " + HistoryReader.UNKNOWN_OUTCOME,
                            "notice: " + TurnEnding.INTERRUPTED);
            chat.say("did you?");
            assertThat(HistoryRules.brokenBy(model.requests().getLast().messages()))
                    .isEmpty();
        }
    }

    @Test
    void a_draft_older_than_the_last_step_is_not_told_twice() throws Exception {
        try (var chat = ChatFixture.answering(Reply.stalls())) {
            var lines = new TurnLines(ChatFixture.CLOCK);
            QueuedTurn turn = chat.queue.add(MAIN, new RunId("r-1"), "{\"text\":\"look\"}");
            chat.queue.start(List.of(turn));
            var message = new Message.Assistant("Let me look.", "", List.of(new ToolCall("c1", "echo", Json.object())));
            chat.stores
                    .transcripts()
                    .append(
                            MAIN,
                            List.of(
                                    lines.user(turn.run(), SendRequest.text(MAIN, "look"), Optional.empty(), List.of()),
                                    lines.calls(turn.run(), message, ScriptedChatModel.ID)
                                            .getFirst()));
            chat.queue.saveDraft(turn, new TurnDraft("Let me lo", "", "scripted::scripted-1"));

            chat.restarted().service().recover();

            assertThat(chat.told())
                    .containsExactly(
                            "user: look",
                            "assistant: Let me look.[echo]",
                            "tool_result: Error: " + HistoryReader.UNKNOWN_OUTCOME,
                            "notice: " + TurnEnding.INTERRUPTED);
        }
    }

    @Test
    void a_stored_message_that_can_not_be_read_does_not_hold_up_the_others() throws Exception {
        try (var chat = ChatFixture.answering(says("fine"))) {
            chat.queue.add(MAIN, new RunId("r-1"), "{\"nonsense\":true}");
            QueuedTurn good = chat.queue.add(MAIN, new RunId("r-2"), "{\"text\":\"hello\"}");

            chat.restarted().service().recover();

            assertThat(chat.events.awaitEnd(good.run())).isInstanceOf(ChatEvent.Final.class);
            assertThat(chat.told()).containsExactly("user: hello", "assistant: fine");
        }
    }
}
