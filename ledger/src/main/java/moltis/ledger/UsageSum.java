package moltis.ledger;

import moltis.core.model.Usage;

/**
 * What some calls used and cost together.
 *
 * @param calls how many there were, those included that came to nothing
 * @param failed how many came to nothing
 * @param cost of those whose price is known, in micro-dollars
 * @param unknown how many have no known price
 */
public record UsageSum(long calls, long failed, Usage tokens, long cost, long unknown) {

    public static final UsageSum NONE = new UsageSum(0, 0, Usage.NONE, 0, 0);

    public UsageSum plus(UsageSum more) {
        return new UsageSum(
                calls + more.calls,
                failed + more.failed,
                tokens.plus(more.tokens),
                cost + more.cost,
                unknown + more.unknown);
    }

    /** How much of the input a cache served, from 0 to 1. */
    public double cacheHitRate() {
        return tokens.totalInput() == 0 ? 0 : (double) tokens.cacheRead() / tokens.totalInput();
    }
}
