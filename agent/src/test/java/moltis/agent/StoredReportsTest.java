package moltis.agent;

import static moltis.agent.ChatFixture.MAIN;
import static moltis.testing.model.Reply.call;
import static moltis.testing.model.Reply.calls;
import static moltis.testing.model.Reply.says;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import moltis.core.model.Message;
import moltis.core.model.ToolMode;
import moltis.core.model.ToolSpec;
import moltis.core.model.Usage;
import moltis.core.session.StoredLine;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedChatModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoredReportsTest {

    @Test
    void history_comes_in_pages_and_without_lines_that_say_nothing() throws Exception {
        try (var chat =
                ChatFixture.answering(says("one"), Reply.NOTHING.costing(new Usage(1, 3, 0, 0)), says("three"))) {
            for (String text : List.of("a", "b", "c")) chat.say(text);
            ChatReports reports = chat.chat.reports();

            HistoryPage newest = reports.history(MAIN, OptionalLong.empty(), 4);
            HistoryPage older = reports.history(MAIN, OptionalLong.of(2), 10);

            assertThat(newest.lines()).extracting(StoredLine::index).containsExactly(2L, 4L, 5L);
            assertThat(newest.hasOlder()).isTrue();
            assertThat(older.lines()).extracting(StoredLine::index).containsExactly(0L, 1L);
            assertThat(older.hasOlder()).isFalse();
        }
    }

    @Test
    void context_sums_what_all_answers_cost() throws Exception {
        try (var chat = ChatFixture.answering(
                says("one").costing(new Usage(10, 2, 1, 4)), says("two").costing(new Usage(20, 3, 5, 0)))) {
            chat.say("a");
            chat.say("b");

            ContextReport context = chat.chat.reports().context(MAIN);

            assertThat(context.total()).isEqualTo(new Usage(30, 5, 6, 4));
            assertThat(context.current()).isEqualTo(new Usage(20, 3, 5, 0));
            assertThat(context.tools()).extracting(ToolSpec::name).containsExactly("echo");
            assertThat(context.contextWindow()).isEqualTo(200_000);
            assertThat(context.supportsTools()).isTrue();
        }
    }

    @Test
    void context_of_a_session_without_a_model_is_no_error() {
        try (var chat = new ChatFixture(FakeModels.NONE)) {
            ContextReport context = chat.chat.reports().context(MAIN);

            assertThat(context.model()).isEmpty();
            assertThat(context.contextWindow()).isEqualTo(200_000);
        }
    }

    @Test
    void the_raw_prompt_is_the_one_that_is_sent() throws Exception {
        var model = ScriptedChatModel.answering(says("one"));
        try (var chat = new ChatFixture(model)) {
            chat.say("a");

            PromptReport prompt = chat.chat.reports().rawPrompt(MAIN);

            assertThat(model.requests().getFirst().messages().getFirst())
                    .isEqualTo(new Message.System(prompt.prompt()));
            assertThat(prompt.toolMode()).isEqualTo(ToolMode.NATIVE);
            assertThat(prompt.toolCount()).isEqualTo(1);
        }
    }

    @Test
    void the_full_context_is_written_as_the_openai_protocol_writes_it() throws Exception {
        try (var chat = ChatFixture.answering(calls(call("c1", "echo", "{\"input\":\"x\"}")), says("done"))) {
            chat.say("a");

            FullContext context = chat.chat.reports().fullContext(MAIN);

            assertThat(context.messages())
                    .extracting(it -> it.path("role").asString())
                    .containsExactly("system", "user", "assistant", "tool", "assistant");
            assertThat(context.messages()
                            .get(2)
                            .path("tool_calls")
                            .path(0)
                            .path("function")
                            .path("arguments")
                            .asString())
                    .isEqualTo("{\"input\":\"x\"}");
            assertThat(context.messages().get(3).path("tool_call_id").asString())
                    .isEqualTo("c1");
            assertThat(context.assistantLines()).hasSize(2);
        }
    }
}
