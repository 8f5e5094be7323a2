package moltis.app;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import moltis.app.terminal.ProgressBar;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.net.Downloads;
import moltis.net.HttpClients;
import moltis.providers.local.Delivery;
import moltis.providers.local.HubFile;
import moltis.providers.local.LocalPlaces;
import moltis.providers.local.ModelFolder;
import moltis.providers.local.ModelHub;
import moltis.providers.local.StarterModel;

/** Downloads a model that runs on this machine, and shows how far it is. A gateway that runs finds the file by itself. */
final class ModelPull {

    static final String STARTER = "starter";

    private static final String MIRROR = "MOLTIS_MODEL_MIRROR";
    private static final String HUB = "HF_ENDPOINT";
    private static final String TOKEN = "HF_TOKEN";

    private final Settings settings;
    private final PrintStream screen;
    private final boolean live;

    /** @param live whether the screen is a terminal, on which a line can be replaced */
    ModelPull(Settings settings, PrintStream screen, boolean live) {
        this.settings = settings;
        this.screen = screen;
        this.live = live;
    }

    /**
     * Returns when the model can be asked. Interrupt to stop; what arrived is kept.
     *
     * @throws moltis.core.MoltisException if it can't be had, saying why
     */
    void pull(String model) throws InterruptedException {
        Delivery delivery = find(model);
        if (delivery.done()) {
            screen.println(delivery.displayName() + " is there already.");
            return;
        }
        ProgressBar bar = new ProgressBar(screen, live);
        try {
            delivery.pull()
                    .with((bytes, total) ->
                            bar.show(bytes, total.orElse(delivery.size().orElse(0))));
        } finally {
            bar.clear();
        }
        screen.println(delivery.displayName() + " is ready.");
    }

    private Delivery find(String model) {
        ModelFolder folder = folder();
        return HubFile.parse(model)
                .map(folder::of)
                .or(() -> folder.find(id(model)))
                .orElseThrow(() -> unknown(model));
    }

    /** A model's id, for which a person may write a shorter name. */
    static String id(String model) {
        return model.equals(STARTER)
                ? StarterModel.ID
                : HubFile.parse(model).map(HubFile::id).orElse(model.replaceFirst("^local-llm::", ""));
    }

    private RequestException unknown(String model) {
        return new RequestException(
                ErrorCode.NOT_FOUND,
                "There is no model called '" + model + "' to download.",
                "Choose one that `moltis models offered` lists, name a file as OWNER/REPOSITORY/FILE.gguf, or put one into "
                        + Composition.models(settings.dirs().data()) + ".");
    }

    private ModelFolder folder() {
        LocalPlaces places = places(settings, settings.variables(), Optional.empty());
        var http = new HttpClients(ModuleSettings.net(settings.start().load().config(), Version.current()));
        var hub = new ModelHub(places.hub(), places.token(), http);
        return new ModelFolder(places.folder(), places.mirror(), hub, new Downloads(http, hub::signed));
    }

    /** Where local models are; the mirror, the hub and its token may be named by variables. */
    static LocalPlaces places(Settings settings, Map<String, String> environment, Optional<Path> single) {
        return new LocalPlaces(
                Composition.models(settings.dirs().data()),
                settings.dirs().config().resolve("local-llm.json"),
                single,
                address(environment, MIRROR),
                address(environment, HUB).orElse(ModelHub.HUGGING_FACE),
                Secret.ofNullable(environment.get(TOKEN)));
    }

    private static Optional<URI> address(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isBlank())
                .map(URI::create);
    }
}
