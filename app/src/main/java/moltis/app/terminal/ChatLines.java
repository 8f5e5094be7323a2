package moltis.app.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** Where a conversation in the terminal reads what the person writes, and shows what comes back. For one thread. */
public interface ChatLines extends AutoCloseable {

    /**
     * @param interactive whether a person sits at a terminal; otherwise every line of {@code in} is a message
     * @param history the file that remembers what was typed, made when it is missing
     */
    static ChatLines open(InputStream in, PrintStream out, boolean interactive, Path history) throws IOException {
        return interactive ? EditedLines.open(history) : new PlainLines(in, out);
    }

    /** The next message, or empty when the person leaves. Blocks. */
    Optional<String> next(String prompt);

    /** Shows text as it is. */
    void show(String text);

    /** A place for an answer that arrives piece by piece. */
    LiveMarkdown answer();

    /** While the result is open, Ctrl-C interrupts {@code thread} instead of ending the program. */
    Interrupting interrupting(Thread thread);

    @Override
    void close() throws IOException;

    /** Gives Ctrl-C its usual meaning back. */
    interface Interrupting extends AutoCloseable {
        @Override
        void close();
    }
}
