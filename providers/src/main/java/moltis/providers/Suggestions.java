package moltis.providers;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which known models a person may have meant. */
final class Suggestions {

    private static final int MOST = 5;

    private record Near(String id, boolean sameProvider, int rawDistance, int fullDistance, int lengthDifference) {}

    private static final Comparator<Near> CLOSEST = Comparator.comparing(Near::sameProvider)
            .reversed()
            .thenComparingInt(Near::rawDistance)
            .thenComparingInt(Near::fullDistance)
            .thenComparingInt(Near::lengthDifference)
            .thenComparing(Near::id);

    private Suggestions() {}

    /** Up to five of {@code known}, the likeliest first. */
    static List<String> of(String wanted, Collection<String> known) {
        String raw = normal(ModelName.raw(wanted));
        String provider = provider(wanted);
        return known.stream()
                .filter(id -> near(raw, normal(ModelName.raw(id))))
                .map(id -> new Near(
                        id,
                        !provider.isEmpty() && provider(id).equals(provider),
                        distance(raw, normal(ModelName.raw(id))),
                        distance(normal(wanted), normal(id)),
                        Math.abs(wanted.length() - id.length())))
                .sorted(CLOSEST)
                .limit(MOST)
                .map(Near::id)
                .toList();
    }

    private static boolean near(String wanted, String candidate) {
        if (wanted.isEmpty()) return false;
        return candidate.contains(wanted)
                || wanted.contains(candidate)
                || distance(wanted, candidate) <= Math.max(wanted.length(), 3) / 2 + 2;
    }

    private static String provider(String id) {
        int at = id.lastIndexOf("::");
        return at < 0 ? "" : id.substring(0, at).toLowerCase(Locale.ROOT);
    }

    private static String normal(String id) {
        return id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
    }

    /** How many letters must be changed, added or left out. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
