package moltis.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import moltis.access.Accounts;
import moltis.access.audit.AuditEvent;
import moltis.access.key.ApiKey;
import moltis.access.key.ApiKeys;
import moltis.access.session.BrowserSession;
import moltis.app.link.Link;
import moltis.app.terminal.Question;
import moltis.app.terminal.Table;
import moltis.app.terminal.TerminalText;
import moltis.core.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code moltis auth}. */
@Command(
        name = "auth",
        mixinStandardHelpOptions = true,
        description = "Sign in to providers; and who may get in here: password, sessions, keys.")
final class AuthCommand {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Surroundings surroundings;
    private final Shell shell;

    AuthCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.shell = surroundings.shell();
    }

    @Command(
            name = "login",
            mixinStandardHelpOptions = true,
            description = "Sign in to a provider; its models can be used at once, also by a gateway that runs.",
            footer = "%nOn a machine without a screen: open the printed page anywhere and paste where it ends.")
    int login(
            @Option(
                            names = "--provider",
                            required = true,
                            paramLabel = "NAME",
                            description = "For example openai-codex.")
                    String provider,
            @Option(names = "--no-browser", description = "Only print the page's address.") boolean noBrowser,
            @Option(names = "--force", description = "Also when somebody is signed in.") boolean force)
            throws InterruptedException {
        try (Link link = surroundings.link()) {
            JsonNode begun = link.call(
                    "providers.oauth.start",
                    Json.object().put("provider", provider).put("force", force));
            if (begun.path("alreadyAuthenticated").asBoolean(false)) {
                shell.err().println("Already signed in to " + provider + ". To do it again: --force");
                return ExitCode.OK;
            }
            boolean open = !noBrowser && shell.interactive();
            new SignInDialogue(link, shell, new Browser(shell.environment()), provider).run(begun, open);
            shell.err().println("Signed in to " + provider + ".");
            return ExitCode.OK;
        }
    }

    @Command(name = "status", mixinStandardHelpOptions = true, description = "Say who is signed in to what.")
    int status(@Option(names = "--json", description = "Print JSON.") boolean json) throws InterruptedException {
        ArrayNode all = Json.array();
        try (Link link = surroundings.link()) {
            for (JsonNode provider : link.call("providers.available", Json.object())) {
                if (!provider.has("signIn")) continue;
                all.add(link.call(
                        "providers.oauth.status",
                        Json.object().put("provider", provider.path("name").asString(""))));
            }
        }
        if (json) {
            shell.out().println(Json.write(all));
            return ExitCode.OK;
        }
        Table table = new Table("PROVIDER", "STATE", "SINCE", "TOKEN", "FROM");
        for (JsonNode status : all) {
            table.row(
                    status.path("provider").asString(""),
                    state(status),
                    status.path("since").isNumber()
                            ? moment(status.path("since").asLong())
                            : "",
                    status.path("expiresAt").isNumber()
                            ? left(status.path("expiresAt").asLong())
                            : "",
                    status.path("source").asString(""));
        }
        table.print(shell.out());
        return ExitCode.OK;
    }

    @Command(
            name = "logout",
            mixinStandardHelpOptions = true,
            description = "Forget a sign-in, and tell the provider where it wants to know.")
    int logout(
            @Option(
                            names = "--provider",
                            required = true,
                            paramLabel = "NAME",
                            description = "For example openai-codex.")
                    String provider)
            throws InterruptedException {
        try (Link link = surroundings.link()) {
            JsonNode answer =
                    link.call("providers.oauth.disconnect", Json.object().put("provider", provider));
            boolean was = answer.path("disconnected").asBoolean(false);
            shell.err().println(was ? "Signed out of " + provider + "." : "Nobody was signed in to " + provider + ".");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "reset-password",
            mixinStandardHelpOptions = true,
            description = "Forget the password, passkeys, sessions and API keys, to set Moltis up again.",
            footer = "%nWorks on the data directory, whether or not the gateway runs. Conversations stay.")
    int resetPassword(
            @Option(
                            names = {"-y", "--yes"},
                            description = "Do not ask.")
                    boolean yes) {
        Optional<AccountsFile> found = AccountsFile.find(data());
        if (found.isEmpty()) {
            shell.err().println("There is no database yet, so there is no password.");
            return ExitCode.OK;
        }
        try (AccountsFile file = found.get()) {
            if (!yes
                    && shell.interactive()
                    && !new Question(shell.in(), shell.err(), true)
                            .yes("Forget the password, all passkeys, sessions and API keys?")) return ExitCode.SOFTWARE;
            file.accounts().reset(false);
            file.accounts().audit().add(AuditEvent.AUTH_RESET, Optional.empty(), "command");
        }
        shell.err().println("Authentication reset. All passwords, passkeys, sessions and API keys are gone.");
        shell.err().println("Start the gateway again and set it up with the code that it prints.");
        return ExitCode.OK;
    }

    @Command(
            name = "create-api-key",
            mixinStandardHelpOptions = true,
            description = "Make a key with which a program comes in. It is shown this once.")
    int createApiKey(
            @Option(names = "--label", required = true, paramLabel = "TEXT", description = "What it is for.")
                    String label,
            @Option(
                            names = "--scopes",
                            required = true,
                            split = ",",
                            paramLabel = "SCOPE",
                            description = "What it may do: operator.admin, operator.read, operator.write,"
                                    + " operator.approvals, operator.pairing, models.invoke; several with commas.")
                    List<String> scopes,
            @Option(names = "--days", paramLabel = "DAYS", description = "How long it works (default: for ever).")
                    Optional<Integer> days) {
        ApiKeys.Created created;
        try (AccountsFile file = AccountsFile.open(data())) {
            Optional<Instant> end = days.map(Duration::ofDays).map(Instant.now()::plus);
            created = file.accounts().keys().create(label, ApiKeys.scopes(scopes), end);
            file.accounts()
                    .audit()
                    .add(
                            AuditEvent.KEY_CREATED,
                            Optional.empty(),
                            "id=" + created.key().id() + ", label="
                                    + created.key().label());
        }
        shell.err().println("Key " + created.key().id() + " (" + created.key().label() + "). It is shown this once:");
        shell.out().println(created.secret().reveal());
        return ExitCode.OK;
    }

    @Command(
            name = "list-sessions",
            mixinStandardHelpOptions = true,
            description = "List the browsers that are signed in, and the API keys.")
    int listSessions() {
        Optional<AccountsFile> found = AccountsFile.find(data());
        if (found.isEmpty()) {
            shell.err().println("Nobody is signed in.");
            return ExitCode.OK;
        }
        try (AccountsFile file = found.get()) {
            Table sessions = new Table("SESSION", "BY", "FROM", "SINCE", "LAST USED", "BROWSER");
            for (BrowserSession session : file.accounts().sessions().list())
                sessions.row(
                        Long.toString(session.id()),
                        session.method().wireName(),
                        session.address(),
                        moment(session.createdAt().toEpochMilli()),
                        moment(session.lastUsedAt().toEpochMilli()),
                        TerminalText.safe(session.userAgent()));
            sessions.print(shell.out());
            Table keys = new Table("KEY", "LABEL", "BEGINS WITH", "SINCE", "LAST USED");
            for (ApiKey key : file.accounts().keys().list())
                keys.row(
                        Long.toString(key.id()),
                        TerminalText.safe(key.label()),
                        key.prefix(),
                        moment(key.createdAt().toEpochMilli()),
                        key.lastUsedAt().map(at -> moment(at.toEpochMilli())).orElse("never"));
            keys.print(shell.out());
        }
        return ExitCode.OK;
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Sign a browser out, or end an API key; it counts within a minute.",
            footer = "%nThe numbers are those of: moltis auth list-sessions")
    int revoke(
            @Option(names = "--session", paramLabel = "ID", description = "A browser that is signed in.") @Nullable List<Long> sessions,
            @Option(names = "--all-sessions", description = "Every browser.") boolean allSessions,
            @Option(names = "--key", paramLabel = "ID", description = "An API key.") @Nullable List<Long> keys) {
        int revoked = 0;
        try (AccountsFile file = AccountsFile.open(data())) {
            Accounts accounts = file.accounts();
            if (allSessions) revoked += accounts.sessions().endOthers(-1);
            for (long id : orNone(sessions)) if (accounts.sessions().end(id)) revoked++;
            for (long id : orNone(keys)) if (accounts.keys().revoke(id)) revoked++;
            if (revoked > 0) {
                AuditEvent event = orNone(keys).isEmpty() ? AuditEvent.SESSION_REVOKED : AuditEvent.KEY_REVOKED;
                accounts.audit().add(event, Optional.empty(), "command, " + revoked);
            }
        }
        shell.err().println(revoked == 0 ? "Nothing of that name is left to revoke." : "Revoked: " + revoked + ".");
        return revoked == 0 ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    /** An option that was not given has no list. */
    private static List<Long> orNone(@Nullable List<Long> given) {
        return given == null ? List.of() : given;
    }

    private Path data() {
        return surroundings.settings().dirs().data();
    }

    private static String state(JsonNode status) {
        String error = status.path("error").asString("");
        return switch (status.path("state").asString("none")) {
            case "connected" -> "signed in";
            case "pending" -> "waits for you";
            case "expired" -> "sign in again: " + error;
            case "error" -> "failed: " + error;
            default -> "";
        };
    }

    private static String moment(long millis) {
        return MINUTE.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    }

    private static String left(long millis) {
        Duration left = Duration.between(Instant.now(), Instant.ofEpochMilli(millis));
        if (left.isNegative()) return "is renewed at the next use";
        return "good for " + left.toHours() + " h " + left.toMinutesPart() + " min, then renewed";
    }
}
