package moltis.app;

import java.util.List;
import java.util.Locale;
import moltis.app.link.Link;
import moltis.app.terminal.Table;
import moltis.core.json.Json;
import moltis.providers.local.ModelOffer;
import moltis.providers.local.StarterModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code moltis models}. */
@Command(name = "models", mixinStandardHelpOptions = true, description = "List models, download one that runs here.")
final class ModelsCommand {

    private final Surroundings surroundings;
    private final Shell shell;

    ModelsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.shell = surroundings.shell();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the models that can be asked.")
    int list(
            @Option(names = "--all", description = "Also those that are switched off or old.") boolean all,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws InterruptedException {
        JsonNode models;
        try (Link link = surroundings.link()) {
            models = link.call(all ? "models.list_all" : "models.list", Json.object());
        }
        return print(models, json, "No model is connected. See: moltis providers add, or moltis models pull starter");
    }

    @Command(name = "search", mixinStandardHelpOptions = true, description = "Find models by parts of their names.")
    int search(
            @Parameters(paramLabel = "WORD", arity = "1..*", description = "All of them must occur.")
                    List<String> words,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws InterruptedException {
        ArrayNode found = Json.array();
        try (Link link = surroundings.link()) {
            for (JsonNode model : link.call("models.list_all", Json.object())) {
                String text = (model.path("id").asString("") + " "
                                + model.path("displayName").asString(""))
                        .toLowerCase(Locale.ROOT);
                if (words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)))) found.add(model);
            }
        }
        return print(found, json, "No connected provider has a model of that name.");
    }

    @Command(
            name = "pull",
            mixinStandardHelpOptions = true,
            description =
                    "Download a model that runs on this machine; 'starter' is small and always fits. See: moltis models offered. Any other GGUF file of Hugging Face is OWNER/REPOSITORY/FILE.gguf.")
    int pull(
            @Parameters(paramLabel = "MODEL", defaultValue = ModelPull.STARTER, description = "The model's id.")
                    String model)
            throws InterruptedException {
        new ModelPull(surroundings.settings(), shell.err(), shell.outputIsTerminal()).pull(model);
        return ExitCode.OK;
    }

    @Command(
            name = "offered",
            mixinStandardHelpOptions = true,
            description = "List the models that can be downloaded to run on this machine.")
    int offered(@Option(names = "--json", description = "Print JSON.") boolean json) {
        if (json) {
            shell.out().println(Json.write(Json.MAPPER.valueToTree(ModelOffer.ALL)));
            return ExitCode.OK;
        }
        Table table = new Table("ID", "NAME", "MEMORY");
        table.row(ModelPull.STARTER, StarterModel.NAME, "1 GB");
        for (ModelOffer offer : ModelOffer.ALL) table.row(offer.id(), offer.displayName(), offer.minRamGb() + " GB");
        table.print(shell.out());
        return ExitCode.OK;
    }

    @Command(
            name = "remove",
            aliases = "delete",
            mixinStandardHelpOptions = true,
            description = "Remove a model file from this machine.")
    int remove(@Parameters(paramLabel = "MODEL", description = "The model's id.") String model)
            throws InterruptedException {
        String id = ModelPull.id(model);
        try (Link link = surroundings.link()) {
            link.call("providers.local.remove_model", Json.object().put("modelId", id));
        }
        shell.err().println("Removed " + id + ".");
        return ExitCode.OK;
    }

    private int print(JsonNode models, boolean json, String nothing) {
        if (json) {
            shell.out().println(Json.write(models));
            return ExitCode.OK;
        }
        if (models.isEmpty()) {
            shell.err().println(nothing);
            return ExitCode.OK;
        }
        Table table = new Table("ID", "NAME", "CAN");
        for (JsonNode model : models) {
            table.row(model.path("id").asString(""), model.path("displayName").asString(""), abilities(model));
        }
        table.print(shell.out());
        return ExitCode.OK;
    }

    private static String abilities(JsonNode model) {
        return String.join(
                ", ",
                List.of("Tools", "Vision", "Reasoning").stream()
                        .filter(ability -> model.path("supports" + ability).asBoolean(false))
                        .map(ability -> ability.toLowerCase(Locale.ROOT))
                        .toList());
    }
}
