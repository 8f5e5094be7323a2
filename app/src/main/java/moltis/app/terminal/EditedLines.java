package moltis.app.terminal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A conversation at a terminal, with an editable line, several lines a message, and a history that is kept. */
final class EditedLines implements ChatLines {

    private static final String NEW_LINE = "moltis-new-line";

    private final Terminal terminal;
    private final LineReader reader;

    private EditedLines(Terminal terminal, LineReader reader) {
        this.terminal = terminal;
        this.reader = reader;
    }

    static EditedLines open(Path history) throws IOException {
        makePrivate(history);
        Terminal terminal = TerminalBuilder.builder().system(true).build();
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new Continuation())
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_SIZE, 1000)
                .variable(LineReader.HISTORY_FILE_SIZE, 1000)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "… ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        reader.getWidgets().put(NEW_LINE, () -> {
            reader.getBuffer().write("\n");
            return true;
        });
        Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN))
                .bind(new Reference(NEW_LINE), KeyMap.alt(KeyMap.ctrl('M')));
        return new EditedLines(terminal, reader);
    }

    @Override
    public Optional<String> next(String prompt) {
        while (true) {
            try {
                return Optional.of(reader.readLine(prompt).replace("\\\n", "\n"));
            } catch (UserInterruptException e) {
                // Ctrl-C at the prompt throws the line away
            } catch (EndOfFileException e) {
                return Optional.empty();
            }
        }
    }

    @Override
    public void show(String text) {
        terminal.writer().print(text);
        terminal.flush();
    }

    @Override
    public LiveMarkdown answer() {
        return new LiveMarkdown(this::show, terminal::getColumns);
    }

    @Override
    public Interrupting interrupting(Thread thread) {
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, _ -> thread.interrupt());
        return () -> terminal.handle(Terminal.Signal.INT, before);
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }

    private static void makePrivate(Path history) throws IOException {
        try {
            Files.createFile(
                    history, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // made by an earlier conversation
        }
    }

    /** A message goes on in the next line while its last line ends with a backslash or a code block is open. */
    private static final class Continuation extends DefaultParser {
        Continuation() {
            setQuoteChars(new char[0]);
            setEscapeChars(new char[0]);
        }

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            boolean open = line.endsWith("\\") || line.split("```", -1).length % 2 == 0;
            if (context == ParseContext.ACCEPT_LINE && open) throw new EOFError(-1, -1, "the message goes on");
            return super.parse(line, cursor, context);
        }
    }
}
