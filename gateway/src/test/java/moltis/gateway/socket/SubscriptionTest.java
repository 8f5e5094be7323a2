package moltis.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.core.session.SessionKey;
import moltis.gateway.access.Identity;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    private static final SessionKey A = new SessionKey("a");
    private static final SessionKey B = new SessionKey("b");
    private static final Topic CHAT_OF_A = new Topic("chat", Optional.of(A));
    private static final Topic CHAT_OF_B = new Topic("chat", Optional.of(B));
    private static final Topic TICK = new Topic("tick", Optional.empty());

    private final Audience audience = new Audience();
    private final ClientConnection client = new ClientConnection(
            "id",
            Identity.LOCAL_OPERATOR,
            new ClientInfo("test", "1", "test", "operator"),
            Optional.empty(),
            Optional.empty(),
            Instant::now,
            audience,
            new Outbox(1, 1, _ -> true, Runnable::run, new Gathering()),
            new NoLine());

    private List<Topic> received() {
        var heard = new ArrayList<Topic>();
        for (Topic topic : List.of(CHAT_OF_A, CHAT_OF_B, TICK))
            audience.receivers(topic).forEach(clients -> clients.forEach(_ -> heard.add(topic)));
        return heard;
    }

    @Test
    void nothing_is_received_before_subscribing() {
        client.begin(Subscription.NOTHING);

        assertThat(received()).isEmpty();
        assertThat(audience.receivers(TICK)).isEmpty();
    }

    @Test
    void a_name_brings_its_events_once() {
        client.subscribe(Set.of("chat"), Set.of());
        client.subscribe(Set.of("chat"), Set.of());

        assertThat(received()).containsExactly(CHAT_OF_A, CHAT_OF_B);
    }

    @Test
    void the_first_names_turn_everything_into_only_these() {
        client.begin(Subscription.EVERYTHING);
        assertThat(received()).containsExactly(CHAT_OF_A, CHAT_OF_B, TICK);

        client.subscribe(Set.of("tick"), Set.of());

        assertThat(received()).containsExactly(TICK);
    }

    @Test
    void a_star_means_everything() {
        client.subscribe(Set.of("*"), Set.of());

        assertThat(received()).containsExactly(CHAT_OF_A, CHAT_OF_B, TICK);
    }

    @Test
    void sessions_narrow_events_that_belong_to_one() {
        client.subscribe(Set.of("chat", "tick"), Set.of(A));

        assertThat(received()).containsExactly(CHAT_OF_A, TICK);
        client.subscribe(Set.of("*"), Set.of());
        assertThat(received()).containsExactly(CHAT_OF_A, TICK);
    }

    @Test
    void unsubscribing_takes_names_or_all() {
        client.subscribe(Set.of("chat", "tick"), Set.of());

        client.unsubscribe(Set.of("chat"));
        assertThat(received()).containsExactly(TICK);
        client.unsubscribeAll();
        assertThat(received()).isEmpty();
    }

    @Test
    void who_has_left_receives_nothing_and_leaves_nothing_behind() {
        client.subscribe(Set.of("*"), Set.of(A));

        client.leave();
        client.subscribe(Set.of("*"), Set.of());

        assertThat(received()).isEmpty();
        assertThat(audience.receivers(TICK)).isEmpty();
    }

    private record NoLine() implements Line {
        @Override
        public boolean write(List<byte[]> frames) {
            return true;
        }

        @Override
        public void ping() {}

        @Override
        public void close(CloseCode code, String reason) {}
    }
}
