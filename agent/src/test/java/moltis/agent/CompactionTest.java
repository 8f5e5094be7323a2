package moltis.agent;

import static moltis.agent.ChatFixture.MAIN;
import static moltis.testing.model.Reply.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.event.ChatEvent;
import moltis.core.model.ChatRequest;
import moltis.core.model.Message;
import moltis.core.session.StoredLine;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedChatModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class CompactionTest {

    private static UnaryOperator<ChatSettings> compaction(CompactionSettings compaction) {
        return from -> new ChatSettings(
                from.queueMode(),
                from.autoTitle(),
                from.workspaceFileMaxChars(),
                from.maxQueued(),
                from.historyCacheBytes(),
                from.limits(),
                from.persona(),
                from.modes(),
                compaction,
                from.titleModel(),
                from.failover());
    }

    private static CompactionSettings settings(CompactionSettings.Mode mode, int head, int tail) {
        CompactionSettings usual = CompactionSettings.DEFAULT;
        // A threshold of ten per cent: of the scripted model's window that is a few long messages.
        return new CompactionSettings(
                mode, 0.1, head, tail, 0.05, usual.toolPruneChars(), usual.summaryModel(), 500, true);
    }

    private static List<String> words(ChatRequest request) {
        return request.messages().stream()
                .filter(message -> !(message instanceof Message.System))
                .map(message -> switch (message) {
                    case Message.System(var text) -> text;
                    case Message.User(var parts, var _) -> PlainMessages.text(parts);
                    case Message.Assistant(var text, var _, var _) -> text;
                    case Message.ToolAnswer(var _, var parts, var _) -> PlainMessages.text(parts);
                })
                .map(text -> text.replaceFirst("(?s)^\\[The current user datetime.*?\\n\\n", ""))
                .toList();
    }

    @Test
    void the_model_goes_on_with_a_summary_and_people_keep_every_line() throws Exception {
        var model = ScriptedChatModel.answering(
                says("Paris."), says("Rome."), says("They asked for capitals."), says("Madrid."));
        try (var chat = new ChatFixture(model)) {
            chat.say("Capital of France?");
            chat.say("And of Italy?");
            List<StoredLine> before = chat.lines();

            chat.service().compact(MAIN);
            chat.say("And of Spain?");

            assertThat(chat.lines())
                    .startsWith(before.toArray(StoredLine[]::new))
                    .hasSize(7);
            assertThat(chat.told().get(4)).startsWith("notice: Earlier messages were summarised");
            List<String> asked = words(model.requests().getLast());
            assertThat(asked).hasSize(2);
            assertThat(asked.getFirst())
                    .startsWith("[Conversation Summary]")
                    .contains("They asked for capitals.")
                    .doesNotContain("Paris");
            assertThat(asked.getLast()).endsWith("And of Spain?");
            assertThat(words(model.requests().get(2))).anyMatch(text -> text.contains("Capital of France?"));
        }
    }

    @Test
    void a_summary_survives_a_restart_and_is_taken_into_the_next_one() throws Exception {
        var model = ScriptedChatModel.answering(
                says("Paris."), says("First summary."), says("Rome."), says("Second summary."), says("Madrid."));
        try (var chat = new ChatFixture(model)) {
            chat.say("Capital of France?");
            chat.service().compact(MAIN);
            chat.restarted();
            chat.say("And of Italy?");
            assertThat(words(model.requests().get(2)).getFirst()).contains("First summary.");

            chat.service().compact(MAIN);
            chat.say("And of Spain?");

            assertThat(words(model.requests().get(3)).getLast()).contains("First summary.");
            assertThat(words(model.requests().getLast()).getFirst())
                    .contains("Second summary.")
                    .doesNotContain("First summary.");
        }
    }

    @Test
    void the_newest_messages_and_the_first_ones_stay_as_they_are() throws Exception {
        var model = ScriptedChatModel.answering(
                says("One."), says("Two."), says("Three."), says("Four."), says("The middle."), says("Five."));
        try (var chat = new ChatFixture(model).with(compaction(settings(CompactionSettings.Mode.STRUCTURED, 2, 1)))) {
            for (String text : List.of("first", "second", "third", "x".repeat(30_000))) chat.say(text);

            chat.service().compact(MAIN);
            chat.say("fifth");

            List<String> asked = words(model.requests().getLast());
            assertThat(asked.getFirst()).endsWith("first");
            assertThat(asked.get(2)).contains("The middle.");
            assertThat(asked.get(3)).endsWith("xxx");
            assertThat(asked).hasSize(6);
        }
    }

    @Test
    void pain_20_a_model_that_cannot_sum_up_costs_no_word_and_an_outline_takes_its_place() throws Exception {
        var model =
                ScriptedChatModel.answering(says("Paris."), Reply.refuses(ErrorCode.QUOTA_EXHAUSTED), says("Rome."));
        try (var chat = new ChatFixture(model)) {
            chat.say("Capital of France? It is in docs/capitals.md.");

            chat.service().compact(MAIN);
            chat.say("And of Italy?");

            assertThat(words(model.requests().getLast()).getFirst())
                    .contains("- Asked: ")
                    .contains("Capital of France?")
                    .contains("docs/capitals.md");
            assertThat(chat.events.all())
                    .anyMatch(event -> event instanceof ChatEvent.Compacted done
                            && done.mode().equals("recency_preserving"));
        }
    }

    @Test
    void a_mode_that_wants_a_models_summary_says_so_when_there_is_none_and_changes_nothing() throws Exception {
        var model = ScriptedChatModel.answering(says("Paris."), Reply.refuses(ErrorCode.QUOTA_EXHAUSTED));
        try (var chat = new ChatFixture(model).with(compaction(settings(CompactionSettings.Mode.LLM_REPLACE, 0, 0)))) {
            chat.say("Capital of France?");

            assertThatThrownBy(() -> chat.service().compact(MAIN)).hasMessageContaining("QUOTA");
            assertThat(chat.lines()).hasSize(2);
        }
    }

    @Test
    void an_outline_is_short_and_does_not_nest_when_made_twice() throws Exception {
        var model = ScriptedChatModel.answering(says("Paris."), says("Rome."));
        try (var chat =
                new ChatFixture(model).with(compaction(settings(CompactionSettings.Mode.DETERMINISTIC, 0, 0)))) {
            chat.say("Capital of France? " + "words ".repeat(2_000));
            chat.service().compact(MAIN);
            chat.say("And of Italy?");
            chat.service().compact(MAIN);

            String summary =
                    chat.json().getLast().path("compaction").path("summary").asString();
            assertThat(summary)
                    .hasSizeLessThanOrEqualTo(1_200)
                    .contains("And of Italy?")
                    .contains("Capital of France?");
            assertThat(summary.lines().filter(line -> line.contains("Left out")))
                    .hasSize(1);
            assertThat(model.requests()).hasSize(2);
        }
    }

    @Test
    void a_turn_that_would_hardly_fit_shortens_the_conversation_first_and_says_so() throws Exception {
        var model = ScriptedChatModel.answering(says("One."), says("Summed up."), says("Two."), says("Three."));
        try (var chat = new ChatFixture(model).with(compaction(settings(CompactionSettings.Mode.STRUCTURED, 0, 0)))) {
            chat.say("x".repeat(100_000));

            chat.say("and now?");

            assertThat(words(model.requests().getLast()).getFirst()).contains("Summed up.");
            assertThat(words(model.requests().getLast())).hasSize(2);
            assertThat(chat.events.all().stream()
                            .filter(ChatEvent.AutoCompact.class::isInstance)
                            .map(event -> ((ChatEvent.AutoCompact) event).phase()))
                    .containsExactly("start", "done");
            assertThat(chat.told().get(2)).endsWith("and now?");

            chat.say("more");
            assertThat(words(model.requests().getLast()).getFirst()).contains("Summed up.");
            assertThat(model.requests()).hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource(CompactionSettings.Mode.class)
    void pain_20_every_compacted_history_begins_with_the_person_and_leaves_no_call_without_result(
            CompactionSettings.Mode mode) throws Exception {
        var model = ScriptedChatModel.answering(
                Reply.calls(Reply.call("c1", "echo", "{\"text\":\"a\"}")),
                says("Done."),
                Reply.calls(Reply.call("c2", "echo", "{\"text\":\"b\"}")),
                says("Done again."),
                says("Summary."),
                says("Third."));
        try (var chat = new ChatFixture(model).with(compaction(settings(mode, 0, 1)))) {
            chat.say("use the tool");
            chat.say("once more");

            chat.service().compact(MAIN);
            chat.say("go on");

            // The scripted model refuses a request with an orphaned call or result.
            assertThat(chat.told().getLast()).startsWith("assistant: ");
            assertThat(chat.chat
                            .reports()
                            .conversation(MAIN)
                            .getFirst()
                            .path("role")
                            .asString())
                    .isEqualTo("user");
        }
    }

    @Test
    void an_empty_session_has_nothing_to_compact_and_a_busy_one_waits() throws Exception {
        try (var chat = ChatFixture.answering(Reply.stalls())) {
            assertThatThrownBy(() -> chat.service().compact(MAIN)).hasMessage("nothing to compact");

            chat.start("go");
            while (!chat.service().isRunning(MAIN)) Thread.onSpinWait();

            assertThatThrownBy(() -> chat.service().compact(MAIN))
                    .isInstanceOfSatisfying(
                            RequestException.class,
                            busy -> assertThat(busy.code()).isEqualTo(ErrorCode.CONFLICT));
        }
    }
}
