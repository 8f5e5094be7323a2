package moltis.providers;

import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** What clients are told when models or providers change. */
final class ProviderEvents {

    private final EventBus bus;

    ProviderEvents(EventBus bus) {
        this.bus = bus;
    }

    void listed(String provider, int models) {
        models(Json.object()
                .put("reason", "discovery")
                .put("provider", provider)
                .put("models", models));
    }

    void providerChanged(String provider) {
        models(Json.object().put("reason", "provider-changed").put("provider", provider));
        standingChanged(provider);
    }

    /** A provider that worked fails now, or the other way round. */
    void standingChanged(String provider) {
        bus.publish(new ServerEvent.Named("providers.updated", Json.object().put("provider", provider), false));
    }

    /** How far a pull into Ollama is; what only tells the progress may get lost. */
    void pulled(OllamaPulls.Pull pull) {
        ObjectNode payload = Json.object().put("model", pull.model()).put("status", pull.status());
        String error = pull.error();
        if (error != null) payload.put("error", error);
        else if (pull.complete()) payload.put("complete", true).put("progress", 100.0);
        else {
            payload.put("downloaded", pull.downloaded()).put("total", pull.total());
            if (pull.total() > 0) payload.put("progress", 100.0 * pull.downloaded() / pull.total());
        }
        bus.publish(new ServerEvent.Named("providers.ollama.pull", payload, !pull.over()));
    }

    void disabled(String modelId, boolean disabled) {
        models(Json.object().put("modelId", modelId).put("disabled", disabled));
    }

    void unsupported(String modelId, ModelFlags.Unsupported why) {
        models(Json.object()
                .put("modelId", modelId)
                .put("unsupported", true)
                .put("unsupportedReason", why.detail())
                .put("unsupportedProvider", why.provider())
                .put("unsupportedUpdatedAt", why.updatedAtMs()));
    }

    void supported(String modelId) {
        models(Json.object().put("modelId", modelId).put("unsupported", false));
    }

    void models(ObjectNode payload) {
        bus.publish(new ServerEvent.Named("models.updated", payload, false));
    }
}
