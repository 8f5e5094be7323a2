package moltis.config.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that a mistyped one most likely stands for. */
public final class Nearest {

    private static final int FARTHEST = 3;

    private Nearest() {}

    /** The best of {@code known} within three edits; empty when none is near enough for the length of the word. */
    public static Optional<String> of(String word, Collection<String> known) {
        int farthest = Math.min(FARTHEST, Math.max(1, word.length() / 2));
        return known.stream()
                .filter(candidate -> !candidate.equals(word))
                .filter(candidate -> distance(word, candidate) <= farthest)
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many characters must be added, removed or replaced (Levenshtein). */
    static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column < above.length; column++) above[column] = column;
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }
}
