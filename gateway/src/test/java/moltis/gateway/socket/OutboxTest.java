package moltis.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OutboxTest {

    private static final int FRAMES = 4;
    private static final int BYTES = 2000;

    /** A writer that works only when the test says so. */
    private final ArrayDeque<Runnable> writers = new ArrayDeque<>();

    private final List<JsonNode> written = new ArrayList<>();
    private final Outbox outbox = new Outbox(FRAMES, BYTES, this::write, writers::add, new Gathering());

    private boolean write(List<byte[]> batch) {
        batch.forEach(frame -> written.add(Frames.json(frame)));
        return true;
    }

    private void drain() {
        while (!writers.isEmpty()) writers.poll().run();
    }

    private List<String> texts() {
        return written.stream()
                .map(frame -> frame.path("payload").path("text").asString("?"))
                .toList();
    }

    private static byte[] answer(String id) {
        return ("{\"type\":\"res\",\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void what_is_queued_leaves_in_order() throws Exception {
        outbox.offer(Frames.lasting("a"), 1);
        outbox.deliver(answer("1"));
        outbox.offer(Frames.lasting("b"), 2);
        drain();

        assertThat(written)
                .extracting(frame ->
                        frame.path("type").asString() + frame.path("seq").asInt(0))
                .containsExactly("event1", "res0", "event2");
    }

    @Test
    void one_writer_runs_at_a_time_and_only_while_something_waits() {
        outbox.offer(Frames.lasting("a"), 1);
        outbox.offer(Frames.lasting("b"), 2);

        assertThat(writers).hasSize(1);
        drain();
        assertThat(writers).isEmpty();
        outbox.offer(Frames.lasting("c"), 3);
        assertThat(writers).hasSize(1);
    }

    @Test
    void deltas_of_one_run_that_wait_become_one_frame() {
        outbox.offer(Frames.delta("r1", "Hel"), 1);
        outbox.offer(Frames.delta("r1", "lo "), 2);
        outbox.offer(Frames.delta("r2", "other"), 3);
        outbox.offer(Frames.delta("r1", "you"), 4);
        drain();

        assertThat(texts()).containsExactly("Hello you", "other");
        assertThat(written).extracting(frame -> frame.path("seq").asInt()).containsExactly(1, 3);
    }

    @Test
    void a_delta_never_passes_another_event_of_its_run() {
        outbox.offer(Frames.delta("r1", "before"), 1);
        outbox.offer(Frames.thinking("r1"), 2);
        outbox.offer(Frames.delta("r1", "after"), 3);
        drain();

        assertThat(written)
                .extracting(frame -> frame.path("payload").path("state").asString())
                .containsExactly("delta", "thinking", "delta");
        assertThat(texts()).containsExactly("before", "?", "after");
    }

    @Test
    void merging_leaves_the_frame_of_the_others_alone() {
        EventFrame shared = Frames.delta("r1", "x");
        outbox.offer(shared, 1);
        outbox.offer(Frames.delta("r1", "y"), 2);
        drain();

        assertThat(Frames.json(shared.bytes(7)).path("payload").path("text").asString())
                .isEqualTo("x");
    }

    @Test
    void a_newer_reasoning_takes_the_place_of_the_older_one() {
        outbox.offer(Frames.thinkingText("r1", "a"), 1);
        outbox.offer(Frames.thinkingText("r1", "a b"), 2);
        drain();

        assertThat(texts()).containsExactly("a b");
    }

    @Test
    void only_the_newest_tick_waits() {
        outbox.offer(Frames.droppable("tick"), 1);
        outbox.offer(Frames.droppable("tick"), 2);
        drain();

        assertThat(written).hasSize(1);
    }

    @Test
    void a_full_queue_drops_what_may_be_dropped_and_counts_it() {
        for (int i = 0; i < FRAMES; i++) outbox.offer(Frames.lasting("keep"), i);

        assertThat(outbox.offer(Frames.droppable("logs.entry"), 9)).isEqualTo(Outbox.Offer.DROPPED);
        assertThat(outbox.dropped()).isEqualTo(1);
        drain();
        assertThat(written).hasSize(FRAMES);
    }

    @Test
    void what_must_not_be_missed_pushes_out_what_may_be() {
        for (int i = 0; i < FRAMES; i++) outbox.offer(Frames.droppable("logs.entry"), i);

        assertThat(outbox.offer(Frames.lasting("stay"), 9)).isEqualTo(Outbox.Offer.TAKEN);
        drain();
        assertThat(written).hasSize(1);
        assertThat(outbox.dropped()).isEqualTo(FRAMES);
    }

    @Test
    void what_must_not_be_missed_may_exceed_the_frames_but_not_the_bytes() {
        String text = "x".repeat(300);
        int taken = 0;
        while (outbox.offer(Frames.lasting(text), taken) == Outbox.Offer.TAKEN) taken++;

        assertThat(taken).isGreaterThan(FRAMES);
        assertThat(outbox.offer(Frames.lasting(text), 99)).isEqualTo(Outbox.Offer.OVERFLOW);
    }

    @Test
    void a_merged_delta_is_bounded_too() {
        String text = "x".repeat(500);
        int offers = 0;
        while (outbox.offer(Frames.delta("r1", text), offers) == Outbox.Offer.TAKEN && offers < 100) offers++;

        assertThat(offers).isLessThan(100);
    }

    @Test
    void an_answer_waits_for_room_and_is_never_dropped() throws Exception {
        for (int i = 0; i < FRAMES; i++) outbox.deliver(answer("first" + i));
        var delivered = new CountDownLatch(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                outbox.deliver(answer("late"));
                delivered.countDown();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        awaitParked(waiting);

        assertThat(delivered.getCount()).isEqualTo(1);
        drain();
        assertThat(delivered.await(10, TimeUnit.SECONDS)).isTrue();
        drain();
        assertThat(written).hasSize(FRAMES + 1);
    }

    @Test
    void an_answer_that_waits_is_let_go_when_the_client_leaves() throws Exception {
        for (int i = 0; i < FRAMES; i++) outbox.deliver(answer("first" + i));
        var results = new ArrayList<Boolean>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                results.add(outbox.deliver(answer("late")));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        awaitParked(waiting);

        outbox.discard();
        waiting.join();

        assertThat(results).containsExactly(false);
        assertThat(outbox.offer(Frames.lasting("x"), 1)).isEqualTo(Outbox.Offer.CLOSED);
    }

    @Test
    void closing_writes_what_waits_first() {
        var end = new ArrayList<Integer>();
        outbox.offer(Frames.lasting("last words"), 1);

        outbox.closeAfterFlush(() -> end.add(written.size()));
        drain();

        assertThat(end).containsExactly(1);
    }

    @Test
    void a_dead_line_ends_the_writing() {
        var dead = new Outbox(FRAMES, BYTES, _ -> false, writers::add, new Gathering());
        dead.offer(Frames.lasting("x"), 1);
        drain();

        assertThat(dead.offer(Frames.lasting("y"), 2)).isEqualTo(Outbox.Offer.CLOSED);
    }

    private static void awaitParked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
    }

    @Test
    void while_many_write_pieces_gather_and_leave_as_one() throws Exception {
        var busy = new Gathering();
        for (int i = 0; i < 1000; i++) busy.began();
        var paused = new CountDownLatch(1);
        var crowded = new Outbox(
                FRAMES,
                BYTES,
                this::write,
                task -> Thread.startVirtualThread(() -> {
                    task.run();
                    paused.countDown();
                }),
                busy);

        crowded.offer(Frames.delta("r", "a"), 1);
        crowded.offer(Frames.delta("r", "b"), 2);
        paused.await();

        assertThat(texts()).containsExactly("ab");
    }
}
