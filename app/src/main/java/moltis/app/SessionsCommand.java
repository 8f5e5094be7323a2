package moltis.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import moltis.app.link.Link;
import moltis.app.terminal.Question;
import moltis.app.terminal.Table;
import moltis.app.terminal.TerminalText;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code moltis sessions}. */
@Command(name = "sessions", mixinStandardHelpOptions = true, description = "Look into conversations.")
final class SessionsCommand {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private final Surroundings surroundings;
    private final Shell shell;

    SessionsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.shell = surroundings.shell();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the sessions, newest first.")
    int list(@Option(names = "--json", description = "Print JSON.") boolean json) throws InterruptedException {
        JsonNode sessions = read("sessions.list", "", "");
        if (json) {
            shell.out().println(Json.write(sessions));
            return ExitCode.OK;
        }
        Table table = new Table("KEY", "LABEL", "MESSAGES", "CHANGED");
        for (JsonNode session : sessions) {
            table.row(
                    session.path("key").asString(""),
                    session.path("label").asString(""),
                    session.path("messageCount").asString("0"),
                    time(session.path("updatedAt").asLong(0)));
        }
        table.print(shell.out());
        return ExitCode.OK;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Print a conversation.")
    int show(
            @Parameters(paramLabel = "KEY", defaultValue = "main", description = "The session (default: main).")
                    String key,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws InterruptedException {
        JsonNode messages = history(key);
        if (json) shell.out().println(Json.write(messages));
        else ConversationText.print(messages, shell.out());
        return ExitCode.OK;
    }

    @Command(name = "search", mixinStandardHelpOptions = true, description = "Find words in all conversations.")
    int search(
            @Parameters(paramLabel = "WORDS", arity = "1..*", description = "What to find.") String[] words,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws InterruptedException {
        JsonNode hits = read("sessions.search", "query", String.join(" ", words));
        if (json) {
            shell.out().println(Json.write(hits));
            return ExitCode.OK;
        }
        for (JsonNode hit : hits) {
            shell.out()
                    .println(hit.path("sessionKey").asString("") + " #"
                            + hit.path("messageIndex").asString("") + "  "
                            + TerminalText.safe(hit.path("snippet").asString("").replace('\n', ' ')));
        }
        if (hits.isEmpty()) shell.err().println("Nothing found.");
        return ExitCode.OK;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Write a conversation as JSON lines, or as Markdown when the file is named .md.")
    int export(
            @Parameters(paramLabel = "KEY", defaultValue = "main", description = "The session (default: main).")
                    String key,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            description = "Where to (default: standard output).")
                    Optional<Path> file,
            @Option(names = "--markdown", description = "Write Markdown.") boolean markdown)
            throws InterruptedException, IOException {
        JsonNode messages = history(key);
        boolean asMarkdown =
                markdown || file.filter(path -> path.toString().endsWith(".md")).isPresent();
        if (file.isEmpty()) {
            write(messages, asMarkdown, shell.out());
            return ExitCode.OK;
        }
        try (PrintStream out = new PrintStream(
                Files.newOutputStream(file.get(), java.nio.file.StandardOpenOption.CREATE_NEW),
                false,
                StandardCharsets.UTF_8)) {
            write(messages, asMarkdown, out);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new RequestException(
                    ErrorCode.CONFLICT, "The file " + file.get() + " exists.", "Name another one with -o.", e);
        }
        shell.err().println(messages.size() + " messages written to " + file.get());
        return ExitCode.OK;
    }

    @Command(name = "delete", mixinStandardHelpOptions = true, description = "Delete a conversation for good.")
    int delete(
            @Parameters(paramLabel = "KEY", description = "The session.") String key,
            @Option(
                            names = {"-y", "--yes"},
                            description = "Do not ask.")
                    boolean yes)
            throws InterruptedException {
        Question question = new Question(shell.in(), shell.err(), shell.interactive());
        if (!yes && !question.yes("Delete the session " + key + " and all its messages?")) {
            shell.err().println("Nothing deleted. Without a terminal, --yes deletes.");
            return ExitCode.SOFTWARE;
        }
        try (Link link = surroundings.link()) {
            link.call("sessions.delete", Json.object().put("key", key).put("force", true));
        }
        shell.err().println("Deleted " + key + ".");
        return ExitCode.OK;
    }

    private static void write(JsonNode messages, boolean markdown, PrintStream out) {
        if (markdown) ConversationText.print(messages, out);
        else messages.forEach(message -> out.println(Json.write(message)));
    }

    private JsonNode history(String key) throws InterruptedException {
        JsonNode messages = read("chat.history", "sessionKey", key);
        if (messages.isEmpty()) {
            throw new RequestException(
                    ErrorCode.NOT_FOUND,
                    "There are no messages in a session '" + key + "'.",
                    "See: moltis sessions list");
        }
        return messages;
    }

    private JsonNode read(String method, String name, String value) throws InterruptedException {
        try (Link link = surroundings.link()) {
            return link.call(
                    method, name.isEmpty() ? Json.object() : Json.object().put(name, value));
        }
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    }
}
