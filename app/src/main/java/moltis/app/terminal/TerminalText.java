package moltis.app.terminal;

/** Model and provider text on its way to a terminal. */
public final class TerminalText {

    private TerminalText() {}

    /** The text without control characters, which could move the cursor or command the terminal; line ends and tabs stay. */
    public static String safe(String text) {
        if (text.chars().noneMatch(TerminalText::dangerous)) return text;
        StringBuilder safe = new StringBuilder(text.length());
        text.chars().filter(character -> !dangerous(character)).forEach(character -> safe.append((char) character));
        return safe.toString();
    }

    private static boolean dangerous(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\t';
    }
}
