package moltis.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The handbook's page on the command line names every command. */
class CommandsDocumentedTest {

    private static final Path PAGE = Path.of("..", "docs", "command-line.md");

    /** Used by the build alone, and by nobody at a terminal. */
    private static final Set<String> NOT_FOR_PEOPLE = Set.of("moltis rehearse");

    @TempDir
    private Path folder;

    @Test
    void every_command_is_in_the_handbook() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(commands())
                .isNotEmpty()
                .allSatisfy(command -> assertThat(page)
                        .as("docs/command-line.md on %s", command)
                        .containsPattern("`" + command + "[` ]"));
    }

    private Set<String> commands() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var shell = new Shell(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, Map.of(), folder, false, false);
        var surroundings = new Surroundings(shell, new GlobalOptions());
        var line = new CommandLine(new MoltisCommand(surroundings));
        Moltis.COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.apply(surroundings)));
        Set<String> found = new LinkedHashSet<>();
        collect("moltis", line.getCommandSpec(), found);
        found.removeAll(NOT_FOR_PEOPLE);
        return found;
    }

    private static void collect(String path, CommandSpec spec, Set<String> found) {
        if (spec.subcommands().isEmpty()) found.add(path);
        spec.subcommands().forEach((name, command) -> {
            if (!name.equals("help")
                    && spec.subcommands().get(name).getCommandName().equals(name))
                collect(path + " " + name, command.getCommandSpec(), found);
        });
    }
}
