package moltis.app;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import moltis.app.link.Link;
import moltis.app.terminal.ChatLines;
import moltis.core.session.SessionKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code moltis chat}. */
@Command(name = "chat", mixinStandardHelpOptions = true, description = "Talk in the terminal.")
final class ChatCommand implements Callable<Integer> {

    @Option(names = "--session", paramLabel = "KEY", description = "Continue this session (default: main).")
    String session = SessionKey.MAIN.value();

    @Option(names = "--model", paramLabel = "ID", description = "Ask this model instead of the session's.")
    Optional<String> model = Optional.empty();

    @Option(
            names = {"-y", "--yes"},
            description = "With no model connected, download the starter model without asking.")
    boolean yes;

    private final Surroundings surroundings;

    ChatCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Shell shell = surroundings.shell();
        try (Link link = surroundings.link()) {
            if (!new FirstModel(surroundings, link, yes).ready()) return ExitCode.SOFTWARE;
            try (ChatLines lines = ChatLines.open(
                    shell.in(),
                    shell.out(),
                    shell.interactive(),
                    surroundings.settings().dirs().data().resolve("chat_history"))) {
                new Chat(link, lines, new SessionKey(session), model).untilLeft();
            }
            return ExitCode.OK;
        }
    }
}
