package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import moltis.agent.LoopDetector.Advice;
import moltis.core.json.Json;
import org.junit.jupiter.api.Test;

class LoopDetectorTest {

    private final LoopDetector detector = new LoopDetector(LoopLimits.DEFAULT);

    private Advice batch(Call... calls) {
        for (Call call : calls) detector.record(call.tool, Json.parse(call.arguments), call.outcome, true);
        return detector.endOfBatch();
    }

    private record Call(String tool, String arguments, ToolOutcome outcome) {}

    private static Call fails(String tool, String arguments, String error) {
        return new Call(tool, arguments, ToolOutcome.failed(error));
    }

    private static Call works(String tool, String arguments, String result) {
        return new Call(tool, arguments, ToolOutcome.done(Json.object().put("r", result)));
    }

    @Test
    void the_same_arguments_in_another_order_are_the_same() {
        batch(fails("exec", "{\"a\":1,\"b\":2}", "one"));

        assertThat(batch(fails("exec", "{\"b\":2,\"a\":1}", "other"))).isEqualTo(new Advice.Nudge("exec"));
    }

    @Test
    void the_same_error_with_other_arguments_is_a_loop() {
        batch(fails("exec", "{\"a\":1}", "denied"));

        assertThat(batch(fails("exec", "{\"a\":2}", "denied"))).isEqualTo(new Advice.Nudge("exec"));
    }

    @Test
    void different_failures_are_no_loop() {
        batch(fails("exec", "{\"a\":1}", "one"));

        assertThat(batch(fails("exec", "{\"a\":2}", "two"))).isEqualTo(new Advice.GoOn());
        assertThat(batch(fails("read", "{\"a\":2}", "two"))).isEqualTo(new Advice.GoOn());
    }

    @Test
    void a_success_at_the_end_of_a_batch_clears() {
        assertThat(batch(fails("exec", "{}", "no"), fails("exec", "{}", "no"), works("read", "{}", "ok")))
                .isEqualTo(new Advice.GoOn());
        assertThat(batch(fails("exec", "{}", "no"))).isEqualTo(new Advice.GoOn());
    }

    @Test
    void the_tools_come_back_after_one_request_without_them() {
        batch(fails("exec", "{}", "no"));
        assertThat(batch(fails("exec", "{}", "no"))).isInstanceOf(Advice.Nudge.class);
        assertThat(batch(fails("exec", "{}", "no"))).isInstanceOf(Advice.StripTools.class);

        assertThat(batch(fails("exec", "{\"other\":1}", "new"))).isEqualTo(new Advice.GoOn());
    }

    @Test
    void equal_calls_in_one_batch_count_once() {
        var same = works("read", "{}", "x");

        assertThat(batch(same, same, same, same)).isEqualTo(new Advice.GoOn());
    }

    @Test
    void calls_that_take_turns_are_a_loop_as_well() {
        for (int i = 0; i < 3; i++) {
            batch(works("a", "{}", "x"));
            batch(works("b", "{}", "y"));
        }

        assertThat(batch(works("a", "{}", "x"))).isEqualTo(new Advice.End("a", 4));
    }

    @Test
    void a_window_of_zero_switches_it_off() {
        var off = new LoopDetector(new LoopLimits(Duration.ZERO, 25, 2, 3, 50_000, 0, true, 75, 90, 3));
        for (int i = 0; i < 10; i++) {
            off.record("exec", Json.object(), ToolOutcome.failed("no"), true);
            assertThat(off.endOfBatch()).isEqualTo(new Advice.GoOn());
        }
    }
}
