package moltis.app;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import moltis.app.terminal.ProgressBar;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.net.Downloads;
import moltis.net.HttpClients;
import moltis.providers.local.ModelFolder;
import moltis.providers.local.ModelOffer;
import moltis.providers.local.StarterModel;

/** Downloads a model that runs on this machine, and shows how far it is. A gateway that runs finds the file by itself. */
final class ModelPull {

    static final String STARTER = "starter";

    private static final String MIRROR = "MOLTIS_MODEL_MIRROR";

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
        if (!model.equals(STARTER)) {
            pull(ModelOffer.find(model).orElseThrow(() -> unknown(model)));
            return;
        }
        StarterModel starter = starter();
        if (starter.present()) {
            screen.println("The starter model is there already.");
            return;
        }
        ProgressBar bar = new ProgressBar(screen, live);
        try {
            starter.pull((bytes, total) -> bar.show(bytes, total.orElse(StarterModel.SIZE)));
        } finally {
            bar.clear();
        }
        screen.println("The starter model is ready.");
    }

    private void pull(ModelOffer offer) throws InterruptedException {
        ModelFolder folder = folder(settings, http());
        if (folder.has(offer)) {
            screen.println(offer.displayName() + " is there already.");
            return;
        }
        ProgressBar bar = new ProgressBar(screen, live);
        try {
            folder.pull(offer, (bytes, total) -> bar.show(bytes, total.orElse(0)));
        } finally {
            bar.clear();
        }
        screen.println(offer.displayName() + " is ready.");
    }

    private RequestException unknown(String model) {
        return new RequestException(
                ErrorCode.NOT_FOUND,
                "There is no model called '" + model + "' to download.",
                "Choose one that `moltis models offered` lists, or put a GGUF file into "
                        + Composition.models(settings.dirs().data()) + ".");
    }

    private StarterModel starter() {
        return starter(settings.dirs().data(), settings.variables(), http());
    }

    private HttpClients http() {
        return new HttpClients(ModuleSettings.net(settings.start().load().config(), Version.current()));
    }

    /** The folder of model files. */
    static ModelFolder folder(Settings settings, HttpClients http) {
        return new ModelFolder(
                Composition.models(settings.dirs().data()), mirror(settings.variables()), new Downloads(http));
    }

    private static Optional<URI> mirror(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(MIRROR)).map(URI::create);
    }

    /** The starter model of a data directory; a mirror may be named by a variable. */
    static StarterModel starter(Path data, Map<String, String> environment, HttpClients http) {
        return new StarterModel(Composition.models(data), mirror(environment), new Downloads(http));
    }
}
