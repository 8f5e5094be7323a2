package moltis.testing.model;

import static moltis.testing.model.Reply.call;
import static moltis.testing.model.Reply.calls;
import static moltis.testing.model.Reply.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.json.Json;
import moltis.core.model.ChatRequest;
import moltis.core.model.Message;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.ToolCall;
import org.junit.jupiter.api.Test;

class ScriptedChatModelTest {

    private static final ChatRequest HELLO = ChatRequest.of(List.of(Message.User.text("hello")), List.of());

    @Test
    void delivers_its_replies_in_order() throws Exception {
        var model = ScriptedChatModel.answering(says("Hi there").thenCalls(call("c1", "calc", "{}")), says("done"));
        List<StreamEvent> events = new ArrayList<>();

        var first = model.stream(HELLO, events::add);
        var second = model.stream(HELLO, events::add);

        assertThat(first.stop()).isEqualTo(StopReason.TOOL_CALLS);
        assertThat(second.stop()).isEqualTo(StopReason.END);
        assertThat(events)
                .containsExactly(
                        new StreamEvent.Text("Hi "),
                        new StreamEvent.Text("there"),
                        new StreamEvent.ToolStarted(0, "c1", "calc", Optional.empty()),
                        new StreamEvent.ToolArguments(0, "{}"),
                        new StreamEvent.ToolCompleted(0),
                        new StreamEvent.Text("done"));
    }

    @Test
    void refuses_a_call_without_an_answer() {
        var model = ScriptedChatModel.answering(calls());
        var call = new ToolCall("c1", "calc", Json.object());
        var history = List.<Message>of(
                Message.User.text("2+2"), new Message.Assistant("", "", List.of(call)), Message.User.text("and now?"));

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> model.stream(ChatRequest.of(history, List.of()), _ -> {}))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_REFUSED));
    }

    @Test
    void a_stall_ends_by_interrupt() throws Exception {
        var model = ScriptedChatModel.answering(Reply.stalls());
        var ended = new java.util.concurrent.CompletableFuture<Throwable>();
        Thread asker = Thread.startVirtualThread(() -> {
            try {
                model.stream(HELLO, _ -> {});
            } catch (Throwable e) {
                ended.complete(e);
            }
        });
        model.awaitRequests(1);

        asker.interrupt();

        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
        assertThat(model.running()).isZero();
    }
}
