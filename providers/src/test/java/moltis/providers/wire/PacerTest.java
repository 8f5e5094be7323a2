package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Message;
import moltis.testing.model.Answered;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedChatModel;
import org.junit.jupiter.api.Test;

class PacerTest {

    private static final ChatRequest HELLO = ChatRequest.of(List.of(Message.User.text("hello")), List.of());

    @Test
    void keeps_a_distance_between_any_two_requests() throws Exception {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        ChatModel model = new Pacer(Duration.ofMillis(60)).pace((request, sink) -> {
            times.add(System.nanoTime());
            return ScriptedChatModel.answering(Reply.says("hi")).stream(request, sink);
        });

        List<Answered> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) all.add(Answered.by(model, HELLO));
        for (Answered answered : all) answered.completion();

        assertThat(times.get(2) - times.get(0)).isGreaterThan(100_000_000L);
    }

    @Test
    void waits_as_told_and_asks_at_most_twice_again() throws Exception {
        var limited = Reply.refuses(ErrorCode.PROVIDER_RATE_LIMITED, Duration.ofMillis(1));
        var patient = ScriptedChatModel.answering(limited, limited, Reply.says("hi"));
        var hopeless = ScriptedChatModel.answering(limited, limited, limited);
        var pacer = new Pacer(Duration.ZERO);

        assertThat(Answered.by(pacer.pace(patient), HELLO).completion()).isNotNull();
        ProviderException refusal = Answered.by(pacer.pace(hopeless), HELLO).refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.PROVIDER_RATE_LIMITED);
        assertThat(hopeless.requests()).hasSize(3);
    }

    @Test
    void a_long_wait_is_for_the_caller_who_may_ask_somebody_else() throws Exception {
        var busy = ScriptedChatModel.answering(Reply.refuses(
                ErrorCode.PROVIDER_RATE_LIMITED, Duration.ofSeconds(2).plusMillis(1)));

        ProviderException refusal =
                Answered.by(new Pacer(Duration.ZERO).pace(busy), HELLO).refusal();

        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(2).plusMillis(1));
        assertThat(busy.requests()).hasSize(1);
    }
}
