package moltis.app;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code moltis completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print the completion script for bash and zsh.",
        footer = "%nTo switch it on now: source <(moltis completion)")
final class CompletionCommand implements Runnable {

    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Surroundings surroundings) {
        this.shell = surroundings.shell();
    }

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        shell.out().print(AutoComplete.bash("moltis", root));
    }
}
