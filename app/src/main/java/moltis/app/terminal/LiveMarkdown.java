package moltis.app.terminal;

import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jline.utils.WCWidth;

/**
 * Shows Markdown while it arrives: characters at once as they are, and each line in its colours as soon as it is whole.
 * For one thread.
 */
public final class LiveMarkdown {

    private final Consumer<String> screen;
    private final IntSupplier columns;
    private final StringBuilder line = new StringBuilder();
    private final boolean coloured;
    private boolean inCode;

    /** @param columns how wide the terminal is now */
    public LiveMarkdown(Consumer<String> screen, IntSupplier columns) {
        this(screen, columns, true);
    }

    private LiveMarkdown(Consumer<String> screen, IntSupplier columns, boolean coloured) {
        this.screen = screen;
        this.columns = columns;
        this.coloured = coloured;
    }

    /** Shows the text as the model wrote it, for what is not a terminal. */
    public static LiveMarkdown plain(Consumer<String> screen) {
        return new LiveMarkdown(screen, () -> Integer.MAX_VALUE, false);
    }

    public void append(String text) {
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            line.append(text, start, end);
            finishLine(text.substring(start, end));
            start = end + 1;
        }
        String rest = text.substring(start);
        line.append(rest);
        if (!rest.isEmpty()) screen.accept(shown(rest));
    }

    /** Ends the answer: the last line gets its colours, and the cursor is at the beginning of a line. */
    public void end() {
        if (!line.isEmpty()) finishLine("");
    }

    /** @param unshown what of the line is not on the screen yet */
    private void finishLine(String unshown) {
        String whole = shown(line.toString());
        String styled = styled(whole);
        if (styled.equals(whole)) screen.accept(shown(unshown) + "\n");
        else screen.accept(back(whole, shown(unshown)) + styled + "\n");
        line.setLength(0);
    }

    private String styled(String whole) {
        if (!coloured) return whole;
        if (whole.stripLeading().startsWith("```")) {
            inCode = !inCode;
            return MarkdownLine.fence(whole);
        }
        return inCode ? MarkdownLine.code(whole) : MarkdownLine.styled(whole);
    }

    /** Moves to where the line began and clears what stands there. */
    private String back(String whole, String unshown) {
        int shown = width(whole.substring(0, whole.length() - unshown.length()));
        int rows = shown == 0 ? 0 : (shown - 1) / Math.max(1, columns.getAsInt());
        return (rows == 0 ? "" : "\u001B[" + rows + "A") + "\r\u001B[J";
    }

    private String shown(String text) {
        return coloured ? TerminalText.safe(text).replace("\t", "    ") : text;
    }

    private static int width(String text) {
        return text.codePoints()
                .map(WCWidth::wcwidth)
                .filter(width -> width > 0)
                .sum();
    }
}
