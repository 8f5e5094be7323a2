package moltis.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import moltis.core.MoltisException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/**
 * The {@code moltis} command. Only the command that was asked for is created: a help text must not wait for the classes of
 * a server.
 */
public final class Moltis {

    /** What the shell sees when Ctrl-C ended the command. */
    static final int INTERRUPTED = 130;

    static final Map<String, Function<Surroundings, Object>> COMMANDS = commands();

    private Moltis() {}

    public static void main(String[] arguments) {
        System.exit(run(Shell.ofProcess(System.getProperty("moltis.terminals", "")), arguments));
    }

    /** Runs one command and answers its exit code: 0 done, 1 failed, 2 wrongly called, 130 interrupted. */
    static int run(Shell shell, String... arguments) {
        Surroundings surroundings = new Surroundings(shell, new GlobalOptions());
        if (isPlainStart(arguments)) return start(surroundings);
        CommandLine line = new CommandLine(new MoltisCommand(surroundings));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new java.io.PrintWriter(shell.out(), true));
        line.setErr(new java.io.PrintWriter(shell.err(), true));
        line.setExecutionExceptionHandler((failure, _, _) -> report(shell, failure));
        List<String> needed = needed(arguments);
        COMMANDS.forEach((name, command) -> {
            if (needed.contains(name)) line.addSubcommand(name, command.apply(surroundings));
        });
        return line.execute(arguments);
    }

    /** The usual start of the server has nothing to parse, and need not wait for the parser's classes. */
    private static boolean isPlainStart(String... arguments) {
        return arguments.length == 0 || arguments.length == 1 && arguments[0].equals("gateway");
    }

    private static int start(Surroundings surroundings) {
        try {
            return new GatewayRun(surroundings, new GatewayOptions()).untilStopped();
        } catch (Exception failure) {
            return report(surroundings.shell(), failure);
        }
    }

    /** The names of all commands, in the order in which help shows them. */
    static List<String> names() {
        return List.copyOf(COMMANDS.keySet());
    }

    private static List<String> needed(String... arguments) {
        if (arguments.length == 0) return List.of();
        List<String> named = Stream.of(arguments).filter(COMMANDS::containsKey).toList();
        boolean overview = named.isEmpty() || named.contains("completion") || named.contains("help");
        return overview && !onlyGatewayOptions(arguments) ? names() : named;
    }

    /** Whether this is a plain start with options, which need not know the other commands. */
    private static boolean onlyGatewayOptions(String... arguments) {
        return arguments[0].startsWith("--")
                && Stream.of(arguments).noneMatch(argument -> argument.equals("--help") || argument.equals("-h"));
    }

    private static int report(Shell shell, Exception failure) {
        if (failure instanceof InterruptedException) return INTERRUPTED;
        if (failure instanceof MoltisException known) {
            shell.err().println("Error: " + known.sentence());
            if (!known.hint().isEmpty()) shell.err().println("  " + known.hint());
        } else {
            StackTraceElement[] stack = failure.getStackTrace();
            shell.err().println("Error: " + failure + (stack.length == 0 ? "" : " at " + stack[0]));
            shell.err().println("  This is a fault in Moltis. Please report it with the line above.");
        }
        return ExitCode.SOFTWARE;
    }

    private static Map<String, Function<Surroundings, Object>> commands() {
        Map<String, Function<Surroundings, Object>> commands = new LinkedHashMap<>();
        commands.put("gateway", GatewayCommand::new);
        commands.put("agent", AgentCommand::new);
        commands.put("chat", ChatCommand::new);
        commands.put("config", ConfigCommand::new);
        commands.put("providers", ProvidersCommand::new);
        commands.put("models", ModelsCommand::new);
        commands.put("auth", AuthCommand::new);
        commands.put("usage", UsageCommand::new);
        commands.put("sessions", SessionsCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("trust-ca", TrustCaCommand::new);
        commands.put("completion", CompletionCommand::new);
        commands.put("rehearse", RehearseCommand::new);
        return commands;
    }
}
