package moltis.app;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import moltis.app.link.Link;
import moltis.app.terminal.Table;
import moltis.core.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code moltis auth}. */
@Command(
        name = "auth",
        mixinStandardHelpOptions = true,
        description = "Sign in to providers with a browser or a code, and out again.")
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
