package moltis.config.toml;

/** The text is not TOML. The message is one sentence that repeats nothing of a value, since that could be a secret. */
public final class TomlSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    TomlSyntaxException(int line, int column, String message) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /** Counted from 1; 0 when it is not known. */
    public int line() {
        return line;
    }

    /** Counted from 1; 0 when it is not known. */
    public int column() {
        return column;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
