package moltis.gateway.v1;

import java.util.List;
import java.util.Map;

/**
 * What a person may choose about the models for other programs.
 *
 * @param models names of their own, and who answers to them
 */
public record ModelGatewaySettings(Map<String, VirtualModel> models) {

    public static final ModelGatewaySettings DEFAULT = new ModelGatewaySettings(Map.of());

    public ModelGatewaySettings {
        models = Map.copyOf(models);
    }

    /**
     * A name for one or more models.
     *
     * @param models who answers: the first that can, in this order
     * @param spread whether each is asked first as often as it is listed, instead of always the first
     * @param sticky whether a conversation stays with the one that was chosen for it
     */
    public record VirtualModel(List<String> models, boolean spread, boolean sticky) {

        public VirtualModel {
            models = List.copyOf(models);
        }
    }
}
