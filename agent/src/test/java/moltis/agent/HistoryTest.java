package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import moltis.core.model.Message;
import moltis.core.session.SessionKey;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HistoryTest {

    @Property
    void what_fits_is_a_tail_of_whole_turns(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 400) Integer> lengths,
            @ForAll @IntRange(max = 2_000) int budget) {
        History history = History.of(turns(lengths), lengths.size());

        List<Message> fitting = history.fitting(budget).messages();

        int all = history.messages().size();
        assertThat(fitting).isEqualTo(history.messages().subList(all - fitting.size(), all));
        assertThat(fitting.stream().mapToInt(MessageSize::tokens).sum()).isLessThanOrEqualTo(budget);
        if (!fitting.isEmpty()) assertThat(fitting.getFirst()).isInstanceOf(Message.User.class);
    }

    @Test
    void a_history_that_fits_is_whole() {
        History history = History.of(turns(List.of(10, 20, 30)), 3);

        assertThat(history.fitting(10_000)).isEqualTo(new History.Fit(history.messages(), false));
    }

    @Test
    void the_cache_keeps_to_its_bound_and_forgets_the_oldest() {
        History history = History.of(turns(List.of(100, 100)), 2);
        var cache = new HistoryCache(history.bytes() * 2 + 1);

        for (int i = 0; i < 3; i++) cache.put(new SessionKey("session:" + i), history);

        assertThat(cache.bytes()).isEqualTo(history.bytes() * 2);
        assertThat(cache.find(new SessionKey("session:0"), 2)).isEmpty();
        assertThat(cache.find(new SessionKey("session:2"), 2)).contains(history);
        assertThat(cache.find(new SessionKey("session:2"), 3)).isEmpty();
    }

    @Test
    void what_is_larger_than_the_cache_is_not_kept() {
        var cache = new HistoryCache(10);

        cache.put(SessionKey.MAIN, History.of(turns(List.of(100)), 1));

        assertThat(cache.bytes()).isZero();
    }

    private static List<Message> turns(List<Integer> lengths) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            String text = "x".repeat(lengths.get(i));
            messages.add(i % 2 == 0 ? Message.User.text(text) : Message.Assistant.text(text));
        }
        return messages;
    }
}
