package moltis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import moltis.core.model.ModelId;
import moltis.core.model.Usage;
import org.junit.jupiter.api.Test;

class PriceTableTest {

    private static Optional<Price> price(PriceTable table, String model) {
        return table.of(TestLedger.card(ModelId.parse(model), false));
    }

    @Test
    void the_shipped_table_is_dated_and_knows_the_models_that_people_use() {
        PriceTable table = PriceTable.shipped();

        assertThat(LocalDate.parse(table.checked())).isAfter("2026-01-01");
        assertThat(price(table, "anthropic::claude-opus-4-5")).contains(Price.dollars(5, 25, 0.5, 6.25));
        assertThat(price(table, "anthropic::claude-opus-4-5-20251101")).contains(Price.dollars(5, 25, 0.5, 6.25));
        assertThat(price(table, "openai::gpt-5-2025-08-07")).contains(Price.dollars(1.25, 10, 0.125, 1.25));
    }

    @Test
    void a_subscription_costs_nothing_a_call() {
        assertThat(price(PriceTable.shipped(), "github-copilot::anything")).contains(Price.FREE);
    }

    @Test
    void what_is_not_in_the_table_is_unknown() {
        assertThat(price(PriceTable.shipped(), "openai::gpt-99")).isEmpty();
    }

    @Test
    void the_longest_pattern_counts_and_an_exact_name_before_any() {
        var table = PriceTable.of(
                "",
                Map.of(
                        "acme::*", Price.dollars(1, 1, 1, 1),
                        "acme::big-*", Price.dollars(2, 2, 2, 2),
                        "acme::big-one", Price.dollars(3, 3, 3, 3)));

        assertThat(price(table, "acme::small")).contains(Price.dollars(1, 1, 1, 1));
        assertThat(price(table, "acme::big-two")).contains(Price.dollars(2, 2, 2, 2));
        assertThat(price(table, "acme::big-one")).contains(Price.dollars(3, 3, 3, 3));
        assertThat(price(table, "other::small")).isEmpty();
    }

    @Test
    void each_kind_of_token_has_its_own_price_and_parts_of_a_micro_dollar_are_rounded_up() {
        Price price = Price.dollars(3, 15, 0.3, 3.75);

        assertThat(price.of(new Usage(1_000, 100, 10_000, 2_000))).isEqualTo(3_000 + 1_500 + 3_000 + 7_500);
        assertThat(Price.dollars(0.1, 0, 0, 0).of(new Usage(1, 0, 0, 0))).isEqualTo(1);
    }
}
