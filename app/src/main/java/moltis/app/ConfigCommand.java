package moltis.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import moltis.config.ConfigService;
import moltis.config.ConfigVersion;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Severity;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code moltis config}. Works on the file; a gateway that runs notices the change by itself. */
@Command(name = "config", mixinStandardHelpOptions = true, description = "Check, read and change the settings.")
final class ConfigCommand {

    private final Surroundings surroundings;
    private final Shell shell;

    ConfigCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.shell = surroundings.shell();
    }

    @Command(name = "check", mixinStandardHelpOptions = true, description = "Say what is wrong with the file.")
    int check(
            @Option(names = "--verbose", description = "Also what has no consequence.") boolean verbose,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        Settings settings = surroundings.settings();
        List<ConfigIssue> issues = settings.findings().stream()
                .filter(issue -> verbose || issue.severity() != Severity.INFO)
                .toList();
        if (json)
            shell.out()
                    .println(Json.write(issues.stream().map(ConfigCommand::json).toList()));
        else report(settings.file().location().file(), issues);
        return issues.stream().anyMatch(issue -> issue.severity() == Severity.ERROR) ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    @Command(
            name = "get",
            mixinStandardHelpOptions = true,
            description = "Print the settings in effect, or one of them; secrets are masked.")
    int get(
            @Parameters(paramLabel = "KEY", arity = "0..1", description = "For example server.port.")
                    Optional<String> key,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        KeyPath path = key.map(KeyPath::parse).orElse(KeyPath.ROOT);
        JsonNode value = service()
                .get(path)
                .orElseThrow(() -> new RequestException(
                        ErrorCode.NOT_FOUND, path + " is not set, and has no default.", "See: moltis config get"));
        if (json) shell.out().println(Json.write(value));
        else shell.out().println(SettingLines.of(path, value));
        return ExitCode.OK;
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Change one setting; comments and order of the file stay.")
    int set(
            @Parameters(paramLabel = "KEY", description = "For example server.port.") String key,
            @Parameters(paramLabel = "VALUE", description = "Its value; lists and tables as JSON.") String value) {
        return saved(service().set(KeyPath.parse(key), value));
    }

    @Command(name = "unset", mixinStandardHelpOptions = true, description = "Take one setting out of the file.")
    int unset(@Parameters(paramLabel = "KEY", description = "For example server.port.") String key) {
        return saved(service().unset(KeyPath.parse(key)));
    }

    @Command(name = "compact", mixinStandardHelpOptions = true, description = "Take out what equals its default.")
    int compact() {
        return saved(service().compact());
    }

    @Command(name = "path", mixinStandardHelpOptions = true, description = "Print where the file is.")
    int path() {
        shell.out().println(surroundings.settings().file().location().file());
        return ExitCode.OK;
    }

    @Command(
            name = "edit",
            mixinStandardHelpOptions = true,
            description = "Open the file in your editor; what is not valid is not taken.")
    int edit() throws IOException, InterruptedException {
        ConfigService service = service();
        ConfigService.Raw raw = service.raw();
        Path draft = Files.createTempFile("moltis", ".toml");
        try {
            Files.writeString(draft, raw.text().isEmpty() ? service.template() : raw.text());
            Editor.of(shell.environment()).open(draft);
            String text = Files.readString(draft);
            if (text.equals(raw.text())) {
                shell.err().println("Nothing changed.");
                return ExitCode.OK;
            }
            return taken(service, text, raw.version(), draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private int taken(ConfigService service, String text, ConfigVersion version, Path draft) throws IOException {
        List<ConfigIssue> errors = service.check(text).stream()
                .filter(issue -> issue.severity() == Severity.ERROR)
                .toList();
        if (errors.isEmpty()) return saved(service.apply(text, version));
        errors.forEach(error -> shell.err().println(error));
        Path kept = draft.resolveSibling("moltis-rejected.toml");
        Files.move(draft, kept, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        shell.err().println("Not taken. Your text is kept in " + kept);
        return ExitCode.SOFTWARE;
    }

    private int saved(ConfigService.Saved saved) {
        saved.warnings().forEach(warning -> shell.err().println(warning));
        if (saved.changed().isEmpty()) shell.err().println("Nothing changed.");
        else if (saved.restart().isEmpty()) shell.err().println("Saved.");
        else shell.err().println("Saved; takes effect when the gateway starts again: " + saved.restart());
        return ExitCode.OK;
    }

    private ConfigService service() {
        Settings settings = surroundings.settings();
        return settings.service(settings.live(settings.start().load()));
    }

    private void report(Path file, List<ConfigIssue> issues) {
        shell.err().println("Checking " + file);
        issues.forEach(issue -> shell.err().println(issue));
        shell.err()
                .println(
                        issues.isEmpty()
                                ? "No issues."
                                : count(issues, Severity.ERROR) + " errors, " + count(issues, Severity.WARNING)
                                        + " warnings");
    }

    private static long count(List<ConfigIssue> issues, Severity severity) {
        return issues.stream().filter(issue -> issue.severity() == severity).count();
    }

    private static JsonNode json(ConfigIssue issue) {
        return Json.object()
                .put("severity", issue.severity().label())
                .put("file", issue.file())
                .put("line", issue.line())
                .put("key", issue.path().toString())
                .put("message", issue.message())
                .put("hint", issue.hint());
    }
}
