package moltis.app;

import java.util.Optional;
import moltis.app.link.Link;
import moltis.core.RequestException;
import moltis.core.json.Json;
import moltis.core.model.ReasoningEffort;
import tools.jackson.databind.JsonNode;

/** Which model id a turn names, when it names one. */
final class ModelChoice {

    private ModelChoice() {}

    /** @param thinking a level, which travels as the suffix of a model id */
    static Optional<String> of(Link link, Optional<String> model, Optional<String> thinking)
            throws InterruptedException {
        if (thinking.isEmpty()) return model;
        if (ReasoningEffort.parse(thinking.get()).isEmpty()) {
            throw RequestException.invalid("There is no thinking level '" + thinking.get()
                    + "'; the levels are minimal, low, medium, high and xhigh.");
        }
        String base = model.isPresent() ? model.get() : defaultModel(link);
        return Optional.of(base + "@reasoning-" + thinking.get());
    }

    private static String defaultModel(Link link) throws InterruptedException {
        for (JsonNode listed : link.call("models.list", Json.object())) {
            if (listed.path("supportsReasoning").asBoolean(false))
                return listed.path("id").asString("");
        }
        throw RequestException.invalid("None of the connected models can be told how hard to think.");
    }
}
