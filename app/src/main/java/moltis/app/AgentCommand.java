package moltis.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import moltis.app.link.Link;
import moltis.app.link.Turn;
import moltis.app.link.TurnOutcome;
import moltis.app.link.TurnView;
import moltis.app.terminal.Question;
import moltis.app.terminal.TerminalText;
import moltis.core.RequestException;
import moltis.core.json.Json;
import moltis.core.session.SessionKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code moltis agent}: one question, one answer on standard output and nothing else there. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = "Ask once and print the answer.",
        footer = "%nThe answer goes to standard output, everything else to standard error:%n"
                + "  git diff | moltis agent -m \"Write a commit message\" > message.txt")
final class AgentCommand implements Callable<Integer> {

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What to ask; text on standard input is put below it.")
    Optional<String> message = Optional.empty();

    @Option(names = "--model", paramLabel = "ID", description = "Ask this model instead of the session's.")
    Optional<String> model = Optional.empty();

    @Option(names = "--thinking", paramLabel = "LEVEL", description = "minimal, low, medium, high or xhigh.")
    Optional<String> thinking = Optional.empty();

    @Option(names = "--session", paramLabel = "KEY", description = "Continue this session (default: main).")
    String session = SessionKey.MAIN.value();

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    boolean json;

    @Option(
            names = {"-y", "--yes"},
            description = "With no model connected, download the starter model without asking.")
    boolean yes;

    private final Surroundings surroundings;
    private final Shell shell;

    AgentCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.shell = surroundings.shell();
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        String text = question();
        try (Link link = surroundings.link()) {
            if (!new FirstModel(surroundings, link, yes).ready()) return ExitCode.SOFTWARE;
            ObjectNode params = Json.object().put("text", text);
            ModelChoice.of(link, model, thinking).ifPresent(chosen -> params.put("model", chosen));
            AnswerPrinter printer = new AnswerPrinter();
            try (var _ = Interrupts.of(Thread.currentThread())) {
                return finish(new Turn(link, new SessionKey(session)).run(params, printer), printer);
            }
        }
    }

    private String question() throws IOException {
        String piped =
                shell.inputIsTerminal() ? "" : new String(shell.in().readAllBytes(), StandardCharsets.UTF_8).strip();
        String text = String.join(
                "\n\n",
                java.util.stream.Stream.of(message.orElse(""), piped)
                        .filter(part -> !part.isBlank())
                        .toList());
        if (text.isEmpty()) {
            throw RequestException.invalid("There is nothing to ask: give a text with -m, or pipe one in.");
        }
        return text;
    }

    private int finish(TurnOutcome outcome, AnswerPrinter printer) {
        return switch (outcome) {
            case TurnOutcome.Answered(var last) -> {
                if (json) shell.out().println(Json.write(last));
                else printer.end(last.path("text").asString(""));
                yield ExitCode.OK;
            }
            case TurnOutcome.Failed failed -> {
                printer.endLine();
                if (json) shell.out().println(Json.write(Json.object().set("error", failed.error())));
                shell.err().println("Error: " + failed.sentence());
                if (!failed.hint().isEmpty()) shell.err().println("  " + failed.hint());
                yield ExitCode.SOFTWARE;
            }
            case TurnOutcome.Stopped _ -> {
                printer.endLine();
                yield Moltis.INTERRUPTED;
            }
        };
    }

    /** Prints the answer as it arrives; notes about the way there go to the person only. */
    private final class AnswerPrinter implements TurnView {

        private final StringBuilder shown = new StringBuilder();

        @Override
        public void text(String delta) {
            if (json) return;
            shown.append(delta);
            shell.out().print(shell.outputIsTerminal() ? TerminalText.safe(delta) : delta);
            shell.out().flush();
        }

        @Override
        public String question(String text, List<Choice> choices) {
            endLine();
            notice(text);
            if (!shell.interactive()) return choices.getLast().id();
            for (int at = 0; at < choices.size(); at++)
                notice("  " + (at + 1) + "  " + choices.get(at).label());
            return Choice.numbered(choices, new Question(shell.in(), shell.err(), true).line("number> "));
        }

        @Override
        public void notice(String text) {
            shell.err().println(TerminalText.safe(text));
        }

        /** The final text wins: what a tool-using turn said on the way is not the answer when it differs. */
        void end(String answer) {
            if (shown.isEmpty()) text(answer);
            endLine();
        }

        void endLine() {
            if (!shown.isEmpty() && shown.charAt(shown.length() - 1) != '\n')
                shell.out().println();
        }
    }
}
