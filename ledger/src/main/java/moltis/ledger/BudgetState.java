package moltis.ledger;

import java.time.Instant;

/**
 * How a budget stands now.
 *
 * @param spent with what is set aside for calls that run, in micro-dollars
 * @param allowed the limit with what was added for this period, in micro-dollars
 * @param renewsAt when a new period begins
 */
public record BudgetState(Budget budget, long spent, long allowed, Instant renewsAt) {}
