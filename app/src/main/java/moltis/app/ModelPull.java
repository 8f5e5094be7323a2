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
            throw new RequestException(
                    ErrorCode.NOT_FOUND,
                    "There is no model called '" + model + "' to download.",
                    "Download 'starter', or put a GGUF file into "
                            + Composition.models(settings.dirs().data()) + ".");
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

    private StarterModel starter() {
        HttpClients http =
                new HttpClients(ModuleSettings.net(settings.start().load().config(), Version.current()));
        return starter(settings.dirs().data(), settings.variables(), http);
    }

    /** The starter model of a data directory; a mirror may be named by a variable. */
    static StarterModel starter(Path data, Map<String, String> environment, HttpClients http) {
        Optional<URI> mirror = Optional.ofNullable(environment.get(MIRROR)).map(URI::create);
        return new StarterModel(Composition.models(data), mirror, new Downloads(http));
    }
}
