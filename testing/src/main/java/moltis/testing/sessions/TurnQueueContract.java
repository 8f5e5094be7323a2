package moltis.testing.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import moltis.core.session.InterruptedTurn;
import moltis.core.session.QueuedTurn;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.core.session.TurnDraft;
import moltis.core.session.TurnQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link TurnQueue} keeps to. */
public abstract class TurnQueueContract {

    private static final SessionKey A = new SessionKey("session:a");
    private static final SessionKey B = new SessionKey("session:b");

    @SuppressWarnings("NullAway.Init")
    private TurnQueue queue;

    private int runs;

    /** An empty queue. */
    protected abstract TurnQueue open(Clock clock);

    @BeforeEach
    void open() {
        queue = open(new TickingClock());
    }

    @Test
    void keeps_what_it_accepted() {
        QueuedTurn turn = queue.add(A, new RunId("r-1"), "{\"text\":\"hi\"}");

        assertThat(turn.session()).isEqualTo(A);
        assertThat(turn.run()).isEqualTo(new RunId("r-1"));
        assertThat(turn.request()).isEqualTo("{\"text\":\"hi\"}");
        assertThat(queue.waiting(A)).containsExactly(turn);
    }

    @Test
    void keeps_each_session_in_the_order_of_acceptance() {
        QueuedTurn first = add(A);
        QueuedTurn elsewhere = add(B);
        QueuedTurn second = add(A);

        assertThat(queue.waiting(A)).containsExactly(first, second);
        assertThat(queue.waiting(B)).containsExactly(elsewhere);
        assertThat(List.of(first.id(), elsewhere.id(), second.id())).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void never_gives_an_id_again() {
        QueuedTurn first = add(A);
        queue.start(List.of(first));
        queue.finish(List.of(first));

        assertThat(add(A).id()).isGreaterThan(first.id());
    }

    @Test
    void what_is_replaced_keeps_its_place() {
        QueuedTurn first = add(A);
        QueuedTurn second = add(A);

        assertThat(queue.replace(first, "{\"text\":\"other\"}")).isTrue();

        assertThat(queue.waiting(A)).extracting(QueuedTurn::id).containsExactly(first.id(), second.id());
        assertThat(queue.waiting(A).getFirst().request()).isEqualTo("{\"text\":\"other\"}");
        assertThat(queue.waiting(A).getFirst().run()).isEqualTo(first.run());
    }

    @Test
    void replaces_only_what_still_waits() {
        QueuedTurn turn = add(A);
        queue.start(List.of(turn));

        assertThat(queue.replace(turn, "{\"text\":\"late\"}")).isFalse();

        assertThat(queue.interrupted()).extracting(InterruptedTurn::turn).containsExactly(turn);
    }

    @Test
    void names_the_sessions_in_which_something_waits() {
        QueuedTurn a = add(A);
        add(B);
        add(B);
        queue.start(List.of(a));

        assertThat(queue.sessionsWithWaiting()).containsExactly(B);
    }

    @Test
    void what_runs_no_longer_waits_and_shows_as_interrupted_until_it_ends() {
        QueuedTurn first = add(A);
        QueuedTurn second = add(A);

        queue.start(List.of(first));

        assertThat(queue.waiting(A)).containsExactly(second);
        assertThat(queue.interrupted()).containsExactly(new InterruptedTurn(first, TurnDraft.EMPTY));
        queue.finish(List.of(first));
        assertThat(queue.interrupted()).isEmpty();
    }

    @Test
    void turns_that_were_merged_start_and_end_together() {
        QueuedTurn first = add(A);
        QueuedTurn second = add(A);

        queue.start(List.of(first, second));
        assertThat(queue.interrupted()).extracting(InterruptedTurn::turn).containsExactly(first, second);

        queue.finish(List.of(first, second));
        assertThat(queue.interrupted()).isEmpty();
        assertThat(queue.waiting(A)).isEmpty();
    }

    @Test
    void remembers_the_last_draft_of_a_running_turn() {
        QueuedTurn turn = add(A);
        queue.start(List.of(turn));

        queue.saveDraft(turn, new TurnDraft("Par", "", "m"));
        queue.saveDraft(turn, new TurnDraft("Paris is", "thought", "m"));

        assertThat(queue.interrupted())
                .containsExactly(new InterruptedTurn(turn, new TurnDraft("Paris is", "thought", "m")));
    }

    @Test
    void a_late_draft_of_an_ended_turn_does_nothing() {
        QueuedTurn turn = add(A);
        queue.start(List.of(turn));
        queue.finish(List.of(turn));

        queue.saveDraft(turn, new TurnDraft("late", "", "m"));

        assertThat(queue.interrupted()).isEmpty();
    }

    @Test
    void takes_out_only_what_still_waits() {
        QueuedTurn running = add(A);
        QueuedTurn waiting = add(A);
        QueuedTurn staying = add(A);
        queue.start(List.of(running));

        assertThat(queue.cancel(List.of(running, waiting))).containsExactly(waiting);
        assertThat(queue.cancel(List.of(waiting))).isEmpty();

        assertThat(queue.waiting(A)).containsExactly(staying);
        assertThat(queue.interrupted()).extracting(InterruptedTurn::turn).containsExactly(running);
    }

    private QueuedTurn add(SessionKey session) {
        return queue.add(session, new RunId("r-" + ++runs), "{}");
    }
}
