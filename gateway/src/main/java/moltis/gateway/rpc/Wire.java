package moltis.gateway.rpc;

import java.util.List;
import moltis.core.RequestException;
import moltis.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads parameters into records the way the protocol wants it: absent and {@code null} are the same, unknown names are
 * ignored, and a value of the wrong type counts as absent. Safe for use by many threads.
 */
public final class Wire {

    private static final List<CoercionInputShape> SCALARS = List.of(
            CoercionInputShape.String,
            CoercionInputShape.Integer,
            CoercionInputShape.Float,
            CoercionInputShape.Boolean);

    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .withCoercionConfigDefaults(values -> {
                for (CoercionInputShape shape : SCALARS) values.setCoercion(shape, CoercionAction.AsNull);
            })
            .withCoercionConfig(LogicalType.Textual, text -> {
                for (CoercionInputShape shape : SCALARS) text.setCoercion(shape, CoercionAction.AsNull);
            })
            .addHandler(new WrongTypeIsAbsent())
            .build();

    private Wire() {}

    /**
     * @param params the {@code params} of a request; a missing node means none
     * @throws RequestException if it is anything but an object
     */
    public static <P> P read(JsonNode params, Class<P> type) {
        ObjectNode object = object(params);
        if (type.isInstance(object)) return type.cast(object);
        return MAPPER.treeToValue(object, type);
    }

    private static ObjectNode object(JsonNode params) {
        if (params instanceof ObjectNode object) return object;
        if (params.isMissingNode() || params.isNull()) return Json.object();
        throw RequestException.invalid("'params' must be an object");
    }

    private static final class WrongTypeIsAbsent extends DeserializationProblemHandler {

        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context,
                JavaType target,
                @Nullable JsonToken token,
                JsonParser parser,
                @Nullable String message)
                throws JacksonException {
            parser.skipChildren();
            return null;
        }

        @Override
        public @Nullable Object handleMissingInstantiator(
                DeserializationContext context,
                Class<?> target,
                @Nullable ValueInstantiator instantiator,
                JsonParser parser,
                @Nullable String message) {
            parser.skipChildren();
            return null;
        }

        @Override
        public @Nullable Object handleWeirdStringValue(
                DeserializationContext context, Class<?> target, String value, @Nullable String message) {
            return null;
        }

        @Override
        public @Nullable Object handleWeirdNumberValue(
                DeserializationContext context, Class<?> target, Number value, @Nullable String message) {
            return null;
        }
    }
}
