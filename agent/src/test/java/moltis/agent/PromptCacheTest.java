package moltis.agent;

import static moltis.agent.ChatFixture.MAIN;
import static moltis.testing.model.Reply.call;
import static moltis.testing.model.Reply.says;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import moltis.core.model.ChatRequest;
import moltis.core.model.Message;
import moltis.core.model.ToolMode;
import moltis.core.session.RunId;
import moltis.testing.model.ScriptedChatModel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Vendors only serve from their cache what is equal from its first byte on. */
@Timeout(60)
class PromptCacheTest {

    /** A clock on which a minute passes between two looks. */
    private static final class Minutes extends Clock {
        private Instant now = Instant.parse("2026-01-01T10:00:00Z");

        @Override
        public synchronized Instant instant() {
            now = now.plus(Duration.ofMinutes(1));
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static ScriptedChatModel model() {
        return new ScriptedChatModel(asked ->
                asked.lastUserText().contains("tools") && asked.toolResults().isEmpty()
                        ? says("  Let me look. ")
                                .thenCalls(
                                        call(
                                                "a" + asked.number(),
                                                "echo",
                                                "{\"input\" : \"ä\", \"n\": 1.50, \"big\": 12345678901234567890}"),
                                        call("b" + asked.number(), "functions_echo", "{}"))
                        : says(" <think>hm</think> answer to " + asked.number() + "\n"));
    }

    private static ChatFixture fixture(ScriptedChatModel model) {
        var chat = new ChatFixture(model);
        chat.clock = new Minutes();
        chat.files.put("SOUL.md", "Be kind.");
        chat.files.put("USER.md", "---\nname: Ada\ntimezone: Europe/Berlin\n---\n");
        return chat.restarted();
    }

    @Test
    @DisplayName(
            "pain 14: what was sent before the last user message is sent again, byte for byte, also after a restart")
    void pain_14_a_request_begins_with_everything_the_last_one_had() throws Exception {
        var model = model();
        try (var chat = fixture(model)) {
            chat.say("one");
            chat.say("two with tools");
            chat.say("three");
            chat.restarted();
            chat.say("four with tools");
            chat.restarted();
            chat.say("five");

            List<ChatRequest> requests = model.requests();
            assertThat(requests).hasSize(7);
            for (int i = 1; i < requests.size(); i++) {
                List<Message> before = requests.get(i - 1).messages();
                List<Message> now = requests.get(i).messages();
                assertThat(printed(now.subList(0, before.size()))).isEqualTo(printed(before));
                assertThat(requests.get(i).tools()).isEqualTo(requests.get(0).tools());
            }
        }
    }

    @Test
    void the_time_stands_before_the_persons_words_and_nowhere_else() throws Exception {
        var model = model();
        try (var chat = fixture(model)) {
            chat.say("one");

            List<Message> messages = model.requests().getFirst().messages();
            assertThat(messages.getFirst().toString()).doesNotContain("2026");
            assertThat(messages.get(1).toString())
                    .containsPattern(
                            "\\[The current user datetime is 2026-01-01 11:\\d\\d:00 Europe/Berlin\\.]\n\none");
            assertThat(chat.json().getFirst().path("content").asString()).isEqualTo("one");
        }
    }

    @Test
    void a_shortened_history_keeps_its_beginning_for_many_turns() throws Exception {
        var model = new ScriptedChatModel(asked -> says("word ".repeat(100)));
        try (var chat = new ChatFixture(FakeModels.of(model, ToolMode.OFF, 4_096))) {
            for (int i = 0; i < 40; i++) chat.say("message " + i);

            List<ChatRequest> requests = model.requests();
            int moved = 0;
            for (int i = 1; i < requests.size(); i++) {
                List<Message> before = requests.get(i - 1).messages();
                List<Message> now = requests.get(i).messages();
                if (now.size() < before.size() || !now.subList(0, before.size()).equals(before)) moved++;
            }
            assertThat(moved).isBetween(1, 6);
        }
    }

    @Test
    void the_past_is_read_once_and_then_kept() throws Exception {
        var model = model();
        try (var chat = fixture(model)) {
            var reads = new AtomicInteger();
            var counting = CountingTranscripts.of(chat.stores.transcripts(), reads);
            chat.chat = chat.open(new ChatPorts(
                    counting,
                    chat.stores.directory(),
                    chat.queue,
                    chat.bus,
                    chat.models,
                    chat.questions,
                    chat.breaker,
                    () -> true));

            for (int i = 0; i < 5; i++) chat.say("message " + i + " with tools");

            assertThat(reads).hasValue(0);
            assertThat(model.requests().getLast().messages()).hasSizeGreaterThan(20);
        }
    }

    @Test
    void a_line_that_somebody_else_wrote_is_noticed() throws Exception {
        var model = model();
        try (var chat = fixture(model)) {
            chat.say("one");
            chat.stores
                    .transcripts()
                    .append(
                            MAIN,
                            List.of(new TurnLines(chat.clock)
                                    .user(
                                            new RunId("elsewhere"),
                                            SendRequest.text(MAIN, "from elsewhere"),
                                            Optional.empty(),
                                            List.of())));
            chat.say("two");

            assertThat(printed(model.requests().getLast().messages())).contains("from elsewhere");
        }
    }

    private static String printed(List<Message> messages) {
        return messages.toString();
    }
}
