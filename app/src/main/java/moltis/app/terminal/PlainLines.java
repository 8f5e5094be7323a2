package moltis.app.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A conversation through a pipe: one message a line, answers as plain text. */
final class PlainLines implements ChatLines {

    private final BufferedReader in;
    private final PrintStream out;

    PlainLines(InputStream in, PrintStream out) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    @Override
    public Optional<String> next(String prompt) {
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void show(String text) {
        out.print(text);
        out.flush();
    }

    @Override
    public LiveMarkdown answer() {
        return LiveMarkdown.plain(this::show);
    }

    @Override
    public Interrupting interrupting(Thread thread) {
        return () -> {};
    }

    @Override
    public void close() {}
}
