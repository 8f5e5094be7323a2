package moltis.app.terminal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns one line of Markdown into one line with terminal colours; what it does not know stays as it is. */
final class MarkdownLine {

    private static final String BOLD = "\u001B[1m";
    private static final String DIM = "\u001B[2m";
    private static final String ITALIC = "\u001B[3m";
    private static final String CODE = "\u001B[36m";
    private static final String PLAIN = "\u001B[0m";

    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");
    private static final Pattern BULLET = Pattern.compile("(\\s*)[-*+] (.*)");
    private static final Pattern QUOTE = Pattern.compile("> ?(.*)");
    private static final Pattern RULE = Pattern.compile(" {0,3}(?:-{3,}|\\*{3,}|_{3,})\\s*");
    private static final Pattern INLINE = Pattern.compile(
            "`([^`]+)`|\\*\\*([^*]+)\\*\\*|(?<![\\w*])\\*([^*\\s][^*]*)\\*(?!\\w)|\\[([^]]+)]\\(([^)\\s]+)\\)");

    private MarkdownLine() {}

    static String styled(String line) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) return BOLD + heading.group(1) + PLAIN;
        if (RULE.matcher(line).matches()) return DIM + "────────" + PLAIN;
        Matcher quote = QUOTE.matcher(line);
        if (quote.matches()) return DIM + "│ " + PLAIN + inline(quote.group(1));
        Matcher bullet = BULLET.matcher(line);
        if (bullet.matches()) return bullet.group(1) + "• " + inline(bullet.group(2));
        return inline(line);
    }

    static String code(String line) {
        return CODE + line + PLAIN;
    }

    static String fence(String line) {
        return DIM + line + PLAIN;
    }

    private static String inline(String text) {
        return INLINE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(span(found)));
    }

    private static String span(java.util.regex.MatchResult found) {
        if (found.group(1) != null) return CODE + found.group(1) + PLAIN;
        if (found.group(2) != null) return BOLD + found.group(2) + PLAIN;
        if (found.group(3) != null) return ITALIC + found.group(3) + PLAIN;
        return found.group(4) + DIM + " (" + found.group(5) + ")" + PLAIN;
    }
}
