package moltis.bench;

import java.util.Arrays;

/** Durations in nanoseconds. Grows as needed; for one thread. */
final class Samples {

    private static final double NANOS_PER_MILLI = 1e6;

    private long[] values = new long[1024];
    private int count;

    void add(long nanos) {
        if (count == values.length) values = Arrays.copyOf(values, count * 2);
        values[count++] = nanos;
    }

    void addAll(Samples others) {
        for (int i = 0; i < others.count; i++) add(others.values[i]);
    }

    int count() {
        return count;
    }

    /** The value below which this share of the samples lies, in milliseconds. */
    double millis(double share) {
        return millis(share, 0, count);
    }

    /** The same, of the samples from {@code from} to {@code to}. */
    double millis(double share, int from, int to) {
        long[] sorted = Arrays.copyOfRange(values, from, to);
        Arrays.sort(sorted);
        if (sorted.length == 0) return Double.NaN;
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / NANOS_PER_MILLI;
    }
}
