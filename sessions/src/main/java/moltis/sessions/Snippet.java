package moltis.sessions;

import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The part of a text that a search result shows. */
final class Snippet {

    private static final int BEFORE = 40;
    private static final int AFTER = 60;

    private Snippet() {}

    /** What stands around the first occurrence of one of the words, whatever its case; else the beginning. */
    static String around(String text, List<String> words) {
        MatchResult first = words.stream()
                .flatMap(
                        word -> Pattern.compile(word, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                                .matcher(text)
                                .results()
                                .limit(1))
                .min(Comparator.comparingInt(MatchResult::start))
                .orElse(null);
        int start = first == null ? 0 : first.start();
        int end = first == null ? 0 : first.end();
        return text.substring(
                        whole(text, Math.max(0, start - BEFORE)), whole(text, Math.min(text.length(), end + AFTER)))
                .strip()
                .replaceAll("\\s+", " ");
    }

    /** The nearest place, not behind {@code at}, that does not lie between the halves of a character. */
    private static int whole(String text, int at) {
        boolean splits = at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
        return splits ? at - 1 : at;
    }
}
