package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import moltis.core.ErrorCode;
import moltis.core.TurnException;
import moltis.core.json.Json;
import moltis.core.model.Message;
import moltis.core.model.ToolCall;
import org.junit.jupiter.api.Test;

class ContextBudgetTest {

    private static final String LEFT_OUT = "[tool result compacted to preserve context budget]";

    private static List<Message> turn(int results, int chars) {
        List<Message> messages = new ArrayList<>(List.of(Message.User.text("go")));
        for (int i = 0; i < results; i++) {
            messages.add(new Message.Assistant("", "", List.of(new ToolCall("c" + i, "read", Json.object()))));
            messages.add(Message.ToolAnswer.text("c" + i, "x".repeat(chars)));
        }
        return messages;
    }

    private static List<String> results(List<Message> messages) {
        return messages.stream()
                .filter(Message.ToolAnswer.class::isInstance)
                .map(it -> PlainMessages.text(((Message.ToolAnswer) it).parts()))
                .toList();
    }

    @Test
    void old_results_are_left_out_first_and_only_as_many_as_needed() {
        var budget = new ContextBudget(1_000, LoopLimits.DEFAULT, 0, History.EMPTY);

        List<String> results = results(budget.messages(turn(4, 800), 4));

        assertThat(results.getFirst()).isEqualTo(LEFT_OUT);
        assertThat(results.getLast()).isEqualTo("x".repeat(800));
        assertThat(results).filteredOn(LEFT_OUT::equals).hasSize(1);
    }

    @Test
    void nothing_is_left_out_in_the_first_requests_of_a_turn() {
        var budget = new ContextBudget(1_000, LoopLimits.DEFAULT, 0, History.EMPTY);

        assertThat(results(budget.messages(turn(4, 760), 3))).doesNotContain(LEFT_OUT);
    }

    @Test
    void what_can_not_fit_is_not_sent() {
        var budget = new ContextBudget(1_000, LoopLimits.DEFAULT, 900, History.EMPTY);

        assertThatExceptionOfType(TurnException.class)
                .isThrownBy(() -> budget.messages(turn(2, 100), 4))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONTEXT_TOO_LONG));
    }

    @Test
    void an_unknown_window_is_a_large_one() {
        assertThat(ContextBudget.window(0)).isEqualTo(200_000);
        assertThat(ContextBudget.window(4_096)).isEqualTo(4_096);
    }
}
