package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.TEXTS;

import java.util.List;
import java.util.Map;
import moltis.config.schema.KeyReader;

/** {@code [gateway]}: the models for other programs, under {@code /v1}. */
public record GatewayConfig(Map<String, VirtualModel> models) {

    static GatewayConfig read(KeyReader keys) {
        return new GatewayConfig(keys.hot().tables("models", VirtualModel::read));
    }

    /** {@code [gateway.models.<name>]}: a name for one or more models. */
    public record VirtualModel(List<String> models, boolean spread, boolean sticky) {

        static VirtualModel read(KeyReader keys) {
            return new VirtualModel(
                    keys.hot()
                            .required(
                                    "models",
                                    TEXTS,
                                    List.of(),
                                    "Who answers to the name, as provider::model: the first that can."),
                    keys.hot()
                            .get(
                                    "spread",
                                    FLAG,
                                    false,
                                    "Ask each of them first as often as it is listed, instead of always the first."),
                    keys.hot()
                            .get(
                                    "sticky",
                                    FLAG,
                                    true,
                                    "Where they are spread: one user or conversation stays with one model."));
        }
    }
}
