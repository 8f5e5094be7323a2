package moltis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import moltis.core.event.ChatEvent;
import moltis.core.json.Json;
import moltis.core.model.CallContext;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Message;
import moltis.core.model.ToolChoice;
import moltis.core.model.ToolSpec;
import moltis.core.model.Usage;
import moltis.core.session.RunId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheWatchTest {

    private static final Message SYSTEM = new Message.System("You are helpful.");
    private static final Message HELLO = Message.User.text("hello");
    private static final Message HI = Message.Assistant.text("hi");
    private static final Message MORE = Message.User.text("more");
    private static final Usage WRITES = new Usage(10, 10, 0, 50_000);
    private static final Usage READS = new Usage(10, 10, 50_000, 100);
    private static final Usage MISSES = new Usage(50_000, 10, 0, 0);

    @TempDir
    private Path directory;

    @Test
    void pain_14_a_cache_that_is_used_is_no_news() throws Exception {
        assertThat(after(READS, 1, SYSTEM, HELLO, HI, MORE)).isEmpty();
    }

    @Test
    void pain_14_a_changed_system_prompt_is_told_as_the_reason() throws Exception {
        assertThat(after(MISSES, 1, new Message.System("It is 10:01."), HELLO, HI, MORE))
                .containsExactly(
                        "This call read 0 of 50000 input tokens from the provider's cache, far fewer than before:"
                                + " the system prompt changed. Tokens that no cache serves cost more.");
    }

    @Test
    void pain_14_a_shortened_conversation_is_told_as_the_reason() throws Exception {
        assertThat(after(MISSES, 1, SYSTEM)).singleElement().asString().contains("were left out");
    }

    @Test
    void pain_14_a_long_rest_is_told_as_the_reason() throws Exception {
        assertThat(after(MISSES, 20, SYSTEM, HELLO, HI, MORE))
                .singleElement()
                .asString()
                .contains("the conversation rested for 20 minutes");
    }

    @Test
    void pain_14_otherwise_it_was_the_provider() throws Exception {
        assertThat(after(MISSES, 1, SYSTEM, HELLO, HI, MORE))
                .singleElement()
                .asString()
                .contains("the provider did not keep it");
    }

    @Test
    void pain_14_other_tools_are_told_as_the_reason() throws Exception {
        try (var books = new TestLedger(directory)) {
            books.metered(TestLedger.using(WRITES)).stream(request("1", SYSTEM, HELLO), _ -> {});
            var tools = List.of(new ToolSpec("calc", "Calculates.", Json.object()));
            var context = CallContext.of(TestLedger.MAIN, new RunId("2"), true);

            books.metered(TestLedger.using(MISSES)).stream(
                    new ChatRequest(
                            List.of(SYSTEM, HELLO, HI, MORE),
                            tools,
                            ToolChoice.AUTO,
                            Optional.empty(),
                            Optional.empty(),
                            context),
                    _ -> {});

            assertThat(books.notices.stream().map(ChatEvent.Notice::message))
                    .singleElement()
                    .asString()
                    .contains("the list of tools changed");
        }
    }

    /** The notices when a second call used {@code usage}, so many minutes after one that left something in the cache. */
    private List<String> after(Usage usage, int minutes, Message... messages) throws InterruptedException {
        try (var books = new TestLedger(directory)) {
            ChatModel first = books.metered(TestLedger.using(WRITES));
            first.stream(request("1", SYSTEM, HELLO), _ -> {});
            books.now = books.now.plusSeconds(60L * minutes);
            books.metered(TestLedger.using(usage)).stream(request("2", messages), _ -> {});
            return books.notices.stream().map(ChatEvent.Notice::message).toList();
        }
    }

    private static ChatRequest request(String run, Message... messages) {
        return TestLedger.request(CallContext.of(TestLedger.MAIN, new RunId(run), true), messages);
    }
}
