package moltis.app;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command finds around it. Answers and data go to {@code out}; everything said to the person goes to {@code err},
 * so that a pipe stays clean.
 *
 * @param inputIsTerminal whether a person types
 * @param outputIsTerminal whether a person reads
 */
record Shell(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path workingDirectory,
        boolean inputIsTerminal,
        boolean outputIsTerminal) {

    /**
     * The shell of this process.
     *
     * @param terminals which of input and output are terminals, as the launcher found: {@code in}, {@code out}, or both
     */
    static Shell ofProcess(String terminals) {
        return new Shell(
                System.in,
                System.out,
                System.err,
                System.getenv(),
                Path.of("").toAbsolutePath(),
                terminals.contains("in"),
                terminals.contains("out"));
    }

    /** Whether a person can be asked something. */
    boolean interactive() {
        return inputIsTerminal && outputIsTerminal;
    }
}
