package moltis.ledger;

import moltis.core.model.Usage;

/** What a model costs, in micro-dollars per million tokens. */
public record Price(long input, long output, long cacheRead, long cacheWrite) {

    /** Costs nothing, which is known: not to be taken for an unknown price. */
    public static final Price FREE = new Price(0, 0, 0, 0);

    private static final long MICRO = 1_000_000;

    public Price {
        if (input < 0 || output < 0 || cacheRead < 0 || cacheWrite < 0)
            throw new IllegalArgumentException("a price is not negative");
    }

    /** As price lists write it: dollars per million tokens. */
    public static Price dollars(double input, double output, double cacheRead, double cacheWrite) {
        return new Price(micros(input), micros(output), micros(cacheRead), micros(cacheWrite));
    }

    /** Dollars as the micro-dollars that everything here counts in. */
    public static long micros(double dollars) {
        return Math.round(dollars * MICRO);
    }

    boolean isFree() {
        return equals(FREE);
    }

    /** What these tokens cost, rounded up to a whole micro-dollar. */
    long of(Usage usage) {
        long sum = usage.input() * input
                + usage.output() * output
                + usage.cacheRead() * cacheRead
                + usage.cacheWrite() * cacheWrite;
        return Math.ceilDiv(sum, MICRO);
    }

    /** What such a request costs at most, as long as no cache serves it. */
    long worst(long inputTokens, long outputTokens) {
        return Math.ceilDiv(inputTokens * Math.max(input, cacheWrite) + outputTokens * output, MICRO);
    }
}
