package moltis.config;

/**
 * Something about the configuration that a person must be told wherever they look: in the terminal, the log, the
 * browser, and {@code doctor}.
 *
 * @param line counted from 1; 0 when it is not known
 * @param message what is wrong, and what is used instead
 * @param cure what to do
 */
public record ConfigNotice(String file, int line, String message, String cure) {

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + message + " " + cure;
    }
}
