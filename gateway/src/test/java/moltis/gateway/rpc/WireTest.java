package moltis.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import moltis.core.RequestException;
import moltis.core.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.MissingNode;

class WireTest {

    record Params(
            @Nullable String text,
            @Nullable Integer count,
            @Nullable Boolean flag,
            @Nullable List<String> names,
            @Nullable Inner inner) {}

    record Inner(@Nullable String name) {}

    private static final Params NOTHING = new Params(null, null, null, null, null);

    private static Params read(String json) {
        return Wire.read(Json.parse(json), Params.class);
    }

    @Test
    void reads_what_is_there() {
        assertThat(read("{\"text\":\"a\",\"count\":2,\"flag\":true,\"names\":[\"x\"],\"inner\":{\"name\":\"n\"}}"))
                .isEqualTo(new Params("a", 2, true, List.of("x"), new Inner("n")));
    }

    @Test
    void absent_null_and_no_parameters_are_the_same() {
        assertThat(read("{}")).isEqualTo(NOTHING);
        assertThat(read("{\"text\":null,\"count\":null}")).isEqualTo(NOTHING);
        assertThat(Wire.read(MissingNode.getInstance(), Params.class)).isEqualTo(NOTHING);
        assertThat(read("null")).isEqualTo(NOTHING);
    }

    @Test
    void unknown_names_are_ignored() {
        assertThat(read("{\"later\":{\"a\":[1]},\"text\":\"a\"}").text()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":5}", "{\"text\":true}", "{\"text\":{}}", "{\"text\":[\"a\"]}", "{\"count\":\"2\"}",
                "{\"count\":{}}", "{\"flag\":\"true\"}", "{\"flag\":1}", "{\"names\":\"x\"}", "{\"names\":{\"a\":1}}",
                "{\"inner\":\"n\"}", "{\"inner\":[1]}"
            })
    void a_value_of_the_wrong_type_counts_as_absent(String json) {
        assertThat(read(json)).isEqualTo(NOTHING);
    }

    @Test
    void a_wrong_type_does_not_hide_what_comes_after_it() {
        assertThat(read("{\"names\":{\"a\":[1,{\"b\":2}]},\"text\":\"a\"}").text())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "5", "true"})
    void parameters_that_are_no_object_are_refused(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("params");
    }
}
