package moltis.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What may be spent, and what things cost ({@code [budget]} and {@code [prices]} of the configuration).
 *
 * @param noticePercent at how much of a budget the person is told
 * @param patience how long a turn that met a budget waits for the person
 * @param prices by {@code provider::model}, before those that are shipped
 */
public record LedgerSettings(List<Budget> budgets, int noticePercent, Duration patience, Map<String, Price> prices) {

    /** No budgets. */
    public static final LedgerSettings DEFAULT = new LedgerSettings(List.of(), 80, Duration.ofMinutes(10), Map.of());

    public LedgerSettings {
        budgets = List.copyOf(budgets);
        prices = Map.copyOf(prices);
    }
}
