package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import moltis.core.json.Json;
import moltis.gateway.rpc.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How records of the wire may grow: what a client does not send is absent and not something else; what is absent is not
 * written; what we do not know is not in the way. Walks every record that the given ones hold.
 */
public final class WireRecords {

    private WireRecords() {}

    /** The three tests for each record that clients send. */
    public static Stream<DynamicContainer> received(Collection<? extends Class<?>> types) {
        return all(types)
                .map(type -> dynamicContainer(
                        type.getSimpleName(),
                        List.of(
                                dynamicTest("absent", () -> absentStaysAbsent(type)),
                                dynamicTest("null omitted", () -> nullIsAbsent(type)),
                                dynamicTest("unknown tolerated", () -> unknownIsTolerated(type)))));
    }

    /** The three tests for each record that clients get. */
    public static Stream<DynamicContainer> sent(Collection<? extends Class<?>> types) {
        return all(types).map(type -> {
            List<DynamicNode> tests = new ArrayList<>();
            tests.add(dynamicTest("absent and null omitted", () -> absentIsNotWritten(type)));
            if (isReadableAgain(type)) tests.add(dynamicTest("unknown tolerated", () -> comesBackWithMore(type)));
            return dynamicContainer(type.getSimpleName(), tests);
        });
    }

    private static void absentStaysAbsent(Class<?> type) throws Exception {
        Object read = Wire.read(Json.object(), type);

        for (RecordComponent component : type.getRecordComponents())
            assertThat(value(component, read))
                    .as("%s of %s", component.getName(), type)
                    .isNull();
    }

    private static void nullIsAbsent(Class<?> type) {
        ObjectNode nulls = Json.object();
        for (RecordComponent component : type.getRecordComponents()) nulls.putNull(wireName(component));

        assertThat(Wire.read(nulls, type)).isEqualTo(Wire.read(Json.object(), type));
    }

    private static void unknownIsTolerated(Class<?> type) {
        JsonNode later = Json.parse("{\"__later\":{\"a\":[1,{\"b\":null}]}}");

        assertThat(Wire.read(later, type)).isEqualTo(Wire.read(Json.object(), type));
    }

    private static void absentIsNotWritten(Class<?> type) throws Exception {
        String json = Json.write(sample(type));

        if (!writesNulls(type)) assertThat(json).doesNotContain("null");
        JsonNode node = Json.parse(json);
        for (RecordComponent component : type.getRecordComponents()) {
            if (mayBeAbsent(component) && !writesNulls(type) && !writesNulls(component))
                assertThat(node.has(wireName(component)))
                        .as(component.getName())
                        .isFalse();
        }
    }

    private static void comesBackWithMore(Class<?> type) throws Exception {
        Object sample = sample(type);
        ObjectNode node = (ObjectNode) Json.parse(Json.write(sample));
        node.set("__later", Json.parse("{\"a\":[1]}"));

        assertThat((Object) Json.MAPPER.treeToValue(node, type)).isEqualTo(sample);
    }

    private static Stream<? extends Class<?>> all(Collection<? extends Class<?>> types) {
        Set<Class<?>> found = new LinkedHashSet<>();
        types.forEach(type -> collect(type, found));
        return found.stream();
    }

    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) collect(argument, found);
        } else if (type instanceof Class<?> known && known.isRecord() && isOurs(known) && found.add(known)) {
            // What stands for one value has no members of its own, but that value may be made of records.
            if (hasValue(known)) found.remove(known);
            if (isMadeByItself(known)) return;
            for (RecordComponent component : known.getRecordComponents()) collect(component.getGenericType(), found);
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("moltis.");
    }

    private static boolean hasValue(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
    }

    /** Whether the value comes from a method and not from a component. */
    private static boolean isMadeByItself(Class<?> type) {
        return hasValue(type)
                && Arrays.stream(type.getRecordComponents())
                        .noneMatch(component -> component.getAccessor().isAnnotationPresent(JsonValue.class));
    }

    /** Only records whose members are all records, lists or plain values can be compared after a round trip. */
    private static boolean isReadableAgain(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).allMatch(component -> {
            Class<?> raw = component.getType();
            boolean plain = raw.isPrimitive()
                    || raw == String.class
                    || raw == List.class
                    || raw == Map.class
                    || raw == Optional.class
                    || Number.class.isAssignableFrom(raw)
                    || raw == Boolean.class;
            return plain || (raw.isRecord() && !hasValue(raw) && isReadableAgain(raw));
        });
    }

    private static boolean mayBeAbsent(RecordComponent component) {
        return component.getType() == Optional.class
                || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean writesNulls(Class<?> type) {
        JsonInclude include = type.getAnnotation(JsonInclude.class);
        return include != null && include.value() == JsonInclude.Include.ALWAYS;
    }

    private static boolean writesNulls(RecordComponent component) {
        JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
        return include != null && include.value() == JsonInclude.Include.ALWAYS;
    }

    private static String wireName(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null ? component.getName() : property.value();
    }

    private static @Nullable Object value(RecordComponent component, Object record) throws Exception {
        component.getAccessor().setAccessible(true);
        return component.getAccessor().invoke(record);
    }

    /** A record with everything that must be there and nothing else. */
    private static Object sample(Class<?> type) throws Exception {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) values[i] = sample(components[i]);
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static @Nullable Object sample(RecordComponent component) throws Exception {
        Class<?> type = component.getType();
        if (type == Optional.class) return Optional.empty();
        if (mayBeAbsent(component)) return null;
        if (type == boolean.class) return true;
        if (type == int.class) return 7;
        if (type == long.class) return 7L;
        if (type == double.class) return 1.5;
        if (type == String.class) return "text";
        if (type == List.class) return List.of();
        if (type == Map.class) return Map.of();
        if (type == ObjectNode.class || type == JsonNode.class) return Json.object();
        if (type.isEnum()) return type.getEnumConstants()[0];
        if (type.isRecord()) return sample(type);
        throw new IllegalStateException("no sample for " + component);
    }
}
