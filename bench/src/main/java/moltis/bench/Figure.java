package moltis.bench;

import java.util.Locale;

/**
 * One measured value.
 *
 * @param bar what it must not exceed, or fall below when {@code floor}; not a number when there is no bar
 */
record Figure(String name, double value, String unit, double bar, boolean floor) {

    static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, Double.NaN, false);
    }

    static Figure atMost(double bar, String name, double value, String unit) {
        return new Figure(name, value, unit, bar, false);
    }

    static Figure atLeast(double bar, String name, double value, String unit) {
        return new Figure(name, value, unit, bar, true);
    }

    boolean holds() {
        return Double.isNaN(bar) || (floor ? value >= bar : value <= bar);
    }

    String row() {
        String limit = Double.isNaN(bar) ? "" : (floor ? "≥ " : "≤ ") + number(bar);
        return String.format(
                Locale.ROOT, "%-58s %12s %-8s %12s %s", name, number(value), unit, limit, holds() ? "" : "MISSED");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
