package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.ModelCard;
import moltis.core.model.ModelId;
import moltis.core.model.ToolMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProviderCircuitsTest {

    private static final ModelCard BIG = card("big");
    private static final ModelCard SMALL = card("small");

    private final TestClock clock = new TestClock();
    private final ProviderCircuits circuits = new ProviderCircuits(clock);

    private static ModelCard card(String name) {
        return new ModelCard(
                new ModelId("work", name),
                "vendor",
                name,
                1,
                Set.of(),
                ToolMode.NATIVE,
                false,
                false,
                false,
                Optional.empty());
    }

    private void fails(ModelCard model, ErrorCode code, int times) {
        for (int i = 0; i < times; i++)
            circuits.failed(model, new ProviderException(code, "work", "failure " + code, ""));
    }

    private void isLimited(ModelCard model, Duration hint) {
        circuits.failed(
                model, new ProviderException(ErrorCode.PROVIDER_RATE_LIMITED, "work", "too many", "", 429, hint, null));
    }

    private boolean rests(ModelCard model) {
        return circuits.objection(model).isPresent();
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void three_failures_of_the_provider_in_a_row_let_all_its_models_rest(ErrorCode code) {
        boolean providers = code.anotherModelMayAnswer() && code != ErrorCode.EMPTY_ANSWER;

        fails(BIG, code, 2);
        assertThat(rests(BIG)).isFalse();
        fails(SMALL, code, 1);

        assertThat(rests(BIG)).isEqualTo(providers);
        assertThat(rests(SMALL)).isEqualTo(providers);
    }

    @Test
    void an_answer_in_between_begins_the_count_anew() {
        fails(BIG, ErrorCode.PROVIDER_FAILED, 2);
        circuits.answered(SMALL);
        fails(BIG, ErrorCode.PROVIDER_FAILED, 2);

        assertThat(rests(BIG)).isFalse();
    }

    @Test
    void after_the_rest_one_tries_and_the_others_wait_for_what_comes_of_it() {
        fails(BIG, ErrorCode.UNREACHABLE, 3);
        clock.pass(ProviderCircuits.REST.minusMillis(1));
        assertThat(rests(BIG)).isTrue();
        clock.pass(Duration.ofMillis(1));

        assertThat(rests(BIG)).as("the one that tries").isFalse();
        assertThat(rests(SMALL)).as("the others").isTrue();

        circuits.answered(BIG);
        assertThat(rests(SMALL)).isFalse();
    }

    @Test
    void a_try_that_fails_lets_it_rest_again() {
        fails(BIG, ErrorCode.UNREACHABLE, 3);
        clock.pass(ProviderCircuits.REST);
        assertThat(rests(BIG)).isFalse();
        clock.pass(Duration.ofSeconds(30));
        fails(BIG, ErrorCode.UNREACHABLE, 1);

        clock.pass(ProviderCircuits.REST.minusMillis(1));
        assertThat(rests(BIG)).isTrue();
        clock.pass(Duration.ofMillis(1));
        assertThat(rests(BIG)).isFalse();
    }

    @Test
    void a_try_that_never_ends_does_not_keep_the_others_away_for_ever() {
        fails(BIG, ErrorCode.UNREACHABLE, 3);
        clock.pass(ProviderCircuits.REST);
        assertThat(rests(BIG)).isFalse();

        clock.pass(ProviderCircuits.REST);
        assertThat(rests(SMALL)).isFalse();
    }

    @Test
    void a_limited_model_rests_as_long_as_it_was_told_and_its_kin_do_not() {
        isLimited(BIG, Duration.ofSeconds(20));

        assertThat(rests(BIG)).isTrue();
        assertThat(rests(SMALL)).isFalse();
        clock.pass(Duration.ofSeconds(20));
        assertThat(rests(BIG)).isFalse();
    }

    @Test
    void no_hint_keeps_a_model_away_for_longer_than_the_bound() {
        isLimited(BIG, Duration.ofDays(30));

        clock.pass(ProviderCircuits.LONGEST_HINT);

        assertThat(rests(BIG)).isFalse();
    }

    @Test
    void a_provider_that_is_connected_anew_is_asked_at_once() {
        fails(BIG, ErrorCode.KEY_REJECTED, 3);
        isLimited(SMALL, Duration.ofSeconds(20));

        circuits.forget("vendor");

        assertThat(rests(BIG)).isFalse();
        assertThat(rests(SMALL)).isFalse();
    }

    @Test
    void it_says_what_it_rests_for() {
        fails(BIG, ErrorCode.PROVIDER_OVERLOADED, 3);

        assertThat(circuits.objection(SMALL))
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo(ErrorCode.PROVIDER_OVERLOADED));
    }
}
