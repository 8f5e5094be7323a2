package moltis.gateway.v1;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a person may choose about the models for other programs.
 *
 * @param models names of their own, and who answers to them
 * @param ollama whether programs that speak Ollama's protocol alone are served
 * @param responsesKept how long a stored response can be gone on from
 */
public record ModelGatewaySettings(Map<String, VirtualModel> models, boolean ollama, Duration responsesKept) {

    public static final ModelGatewaySettings DEFAULT = new ModelGatewaySettings(Map.of(), false, Duration.ofDays(30));

    public ModelGatewaySettings {
        models = Map.copyOf(models);
    }

    /**
     * A name for one or more models.
     *
     * @param models who answers: the first that can, in this order
     * @param weights how often each is asked first; empty asks in the order above
     * @param sticky whether a conversation stays with the one that was chosen for it
     */
    public record VirtualModel(List<String> models, List<Integer> weights, boolean sticky) {

        public VirtualModel {
            models = List.copyOf(models);
            weights = List.copyOf(weights);
        }
    }
}
