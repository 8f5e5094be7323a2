package moltis.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.event.LocalEventBus;
import moltis.core.event.ServerEvent;
import moltis.gateway.access.Identity;
import moltis.gateway.access.OpenGate;
import moltis.gateway.host.MemoryFigures;
import org.junit.jupiter.api.Test;

class PulseTest {

    private static final Duration SILENCE = Duration.ofSeconds(90);

    private final List<String> lines = new ArrayList<>();
    private final List<ServerEvent> published = new ArrayList<>();
    private final LocalEventBus bus = new LocalEventBus(failure -> {
        throw failure;
    });
    private final Clients clients = new Clients();
    private final Pulse pulse = new Pulse(clients, new OpenGate(), bus, new MemoryFigures(), this::now, SILENCE);
    private Instant now = Instant.ofEpochSecond(1000);

    PulseTest() {
        bus.subscribe(published::add);
    }

    private Instant now() {
        return now;
    }

    private ClientConnection client(String id) {
        Line line = new Line() {
            @Override
            public boolean write(List<byte[]> frames) {
                return true;
            }

            @Override
            public void ping() {
                lines.add(id + " ping");
            }

            @Override
            public void close(CloseCode code, String reason) {
                lines.add(id + " " + code);
            }
        };
        var client = new ClientConnection(
                id,
                Identity.LOCAL_OPERATOR,
                new ClientInfo("test", "1", "test", "operator"),
                Optional.empty(),
                Optional.empty(),
                this::now,
                new Audience(),
                new Outbox(1, 100, line::write, _ -> {}, new Gathering()),
                line);
        clients.add(client);
        return client;
    }

    @Test
    void clients_are_asked_for_a_sign_of_life_and_told_the_time() {
        client("a");

        pulse.beat();

        assertThat(lines).containsExactly("a ping");
        assertThat(published).singleElement().isInstanceOfSatisfying(ServerEvent.Named.class, tick -> {
            assertThat(tick.name()).isEqualTo("tick");
            assertThat(tick.payload().path("ts").asLong()).isEqualTo(1_000_000);
            assertThat(tick.payload().path("mem").path("process").asLong()).isPositive();
        });
    }

    @Test
    void who_gave_no_sign_for_too_long_is_let_go() {
        client("gone");
        ClientConnection there = client("there");
        now = now.plus(SILENCE).plusSeconds(1);
        there.touch();

        pulse.beat();

        assertThat(lines).containsExactlyInAnyOrder("gone GOING_AWAY", "there ping");
    }

    @Test
    void nobody_is_told_the_time_when_nobody_is_there() {
        pulse.beat();

        assertThat(published).isEmpty();
    }

    @Test
    void missed_events_are_counted_once() {
        ClientConnection slow = client("slow");
        slow.outbox().offer(Frames.droppable("logs.entry"), 1);
        slow.outbox().offer(Frames.droppable("logs.entry"), 2);

        assertThat(slow.newlyDropped()).isEqualTo(1);
        assertThat(slow.newlyDropped()).isZero();
    }
}
