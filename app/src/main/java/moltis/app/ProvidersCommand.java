package moltis.app;

import java.util.Optional;
import moltis.app.link.Link;
import moltis.app.terminal.Table;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code moltis providers}. */
@Command(name = "providers", mixinStandardHelpOptions = true, description = "Connect the services that run models.")
final class ProvidersCommand {

    private final Surroundings surroundings;
    private final Shell shell;

    ProvidersCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.shell = surroundings.shell();
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the providers and which are connected.")
    int list(@Option(names = "--json", description = "Print JSON.") boolean json) throws InterruptedException {
        JsonNode providers;
        try (Link link = surroundings.link()) {
            providers = link.call("providers.available", Json.object());
        }
        if (json) {
            shell.out().println(Json.write(providers));
            return ExitCode.OK;
        }
        Table table = new Table("PROVIDER", "NAME", "CONNECTED", "ADDRESS");
        for (JsonNode provider : providers) {
            table.row(
                    provider.path("name").asString(""),
                    provider.path("displayName").asString(""),
                    provider.path("configured").asBoolean(false) ? "yes" : "",
                    provider.path("baseUrl")
                            .asString(provider.path("defaultBaseUrl").asString("")));
        }
        table.print(shell.out());
        return ExitCode.OK;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Connect a provider. The key is checked with it before it is kept.",
            footer = "%nAny service that speaks OpenAI's protocol: moltis providers add custom --base-url URL")
    int add(
            @Parameters(paramLabel = "PROVIDER", description = "Its name, or 'custom'.") String provider,
            @Option(
                            names = "--key",
                            paramLabel = "KEY",
                            description = "The key. Without it you are asked, or it is read from standard input.")
                    Optional<String> key,
            @Option(names = "--base-url", paramLabel = "URL", description = "Its address, if not the usual one.")
                    Optional<String> baseUrl,
            @Option(names = "--model", paramLabel = "NAME", description = "A model to use.") Optional<String> model)
            throws InterruptedException {
        ObjectNode params = Json.object();
        key.or(() -> typedKey(provider)).ifPresent(given -> params.put("apiKey", given));
        baseUrl.ifPresent(url -> params.put("baseUrl", url));
        model.ifPresent(name -> params.put("model", name));
        try (Link link = surroundings.link()) {
            if (provider.equals("custom")) {
                JsonNode added = link.call("providers.add_custom", params);
                shell.err().println("Connected as " + added.path("providerName").asString("custom") + ".");
                return ExitCode.OK;
            }
            params.put("provider", provider);
            int models = check(link, params);
            link.call("providers.save_key", params);
            shell.err().println("Connected " + provider + "; it offers " + models + " models.");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            description = "Say how a provider is connected, which key wins and why, and which models it has.")
    int inspect(
            @Parameters(paramLabel = "PROVIDER", description = "Its name.") String provider,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws InterruptedException {
        JsonNode found;
        ArrayNode models = Json.array();
        try (Link link = surroundings.link()) {
            found = link.call("providers.available", Json.object())
                    .valueStream()
                    .filter(entry -> entry.path("name").asString("").equals(provider))
                    .findFirst()
                    .orElseThrow(() -> new RequestException(
                            ErrorCode.NOT_FOUND,
                            "There is no provider called '" + provider + "'.",
                            "See: moltis providers list"));
            for (JsonNode model : link.call("models.list_all", Json.object())) {
                if (model.path("provider").asString("").equals(provider)) models.add(model);
            }
        }
        if (json) {
            ObjectNode all = Json.object();
            all.set("provider", found);
            shell.out().println(Json.write(all.set("models", models)));
        } else {
            new ProviderText(shell.out()).print(found, models);
        }
        return ExitCode.OK;
    }

    @Command(name = "test", mixinStandardHelpOptions = true, description = "Ask a provider whether it answers.")
    int test(@Parameters(paramLabel = "PROVIDER", description = "Its name.") String provider)
            throws InterruptedException {
        try (Link link = surroundings.link()) {
            int models = check(link, Json.object().put("provider", provider));
            shell.err().println(provider + " answers; it offers " + models + " models.");
            return ExitCode.OK;
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Forget a provider's key and settings.")
    int remove(@Parameters(paramLabel = "PROVIDER", description = "Its name.") String provider)
            throws InterruptedException {
        try (Link link = surroundings.link()) {
            link.call("providers.remove_key", Json.object().put("provider", provider));
        }
        shell.err().println("Removed " + provider + ".");
        return ExitCode.OK;
    }

    private static int check(Link link, ObjectNode params) throws InterruptedException {
        JsonNode verdict = link.call("providers.validate_key", params);
        if (verdict.path("valid").asBoolean(false))
            return verdict.path("models").size();
        throw new RequestException(
                ErrorCode.KEY_REJECTED,
                verdict.path("error").asString("The provider refused the key."),
                verdict.path("hint").asString("Nothing was saved."));
    }

    /** A key must not stand in the shell's history, so it is asked for when it is not given. */
    private Optional<String> typedKey(String provider) {
        if (!shell.inputIsTerminal()) {
            return Optional.of(new moltis.app.terminal.Question(shell.in(), shell.err(), true).line(""))
                    .filter(line -> !line.isBlank());
        }
        java.io.Console console = System.console();
        char[] typed = console == null ? new char[0] : console.readPassword("Key for %s (empty for none): ", provider);
        return Optional.ofNullable(typed).map(String::new).filter(line -> !line.isBlank());
    }
}
