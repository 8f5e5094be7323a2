package moltis.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RequestFrameTest {

    private static RequestFrame parse(String text) {
        return RequestFrame.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_request_has_an_id_a_method_and_perhaps_parameters() {
        assertThat(parse("{\"type\":\"req\",\"id\":\"1\",\"method\":\"m\",\"params\":{\"a\":1},\"new\":true}"))
                .isInstanceOfSatisfying(RequestFrame.Call.class, call -> {
                    assertThat(call.id()).isEqualTo("1");
                    assertThat(call.method()).isEqualTo("m");
                    assertThat(call.params().path("a").asInt()).isEqualTo(1);
                });
        assertThat(parse("{\"type\":\"req\",\"id\":\"1\",\"method\":\"m\"}"))
                .isInstanceOfSatisfying(
                        RequestFrame.Call.class,
                        call -> assertThat(call.params().isMissingNode()).isTrue());
    }

    @Test
    void an_answer_to_nothing_is_ignored() {
        assertThat(parse("{\"type\":\"res\",\"id\":\"1\",\"ok\":true}")).isInstanceOf(RequestFrame.Answer.class);
    }

    @Test
    void what_is_no_request_keeps_its_id_if_it_has_one() {
        assertThat(parse("not json")).isEqualTo(new RequestFrame.Invalid(Optional.empty()));
        assertThat(parse("[1]")).isEqualTo(new RequestFrame.Invalid(Optional.empty()));
        assertThat(parse("{\"type\":\"new\",\"id\":\"x\"}")).isEqualTo(new RequestFrame.Invalid(Optional.of("x")));
        assertThat(parse("{\"type\":\"req\",\"id\":5,\"method\":\"m\"}"))
                .isEqualTo(new RequestFrame.Invalid(Optional.empty()));
        assertThat(parse("[".repeat(100_000))).isEqualTo(new RequestFrame.Invalid(Optional.empty()));
    }

    @Property(tries = 500)
    void any_bytes_are_read_without_a_crash(@ForAll byte[] bytes) {
        assertThat(RequestFrame.parse(bytes)).isNotNull();
        assertThat(RequestFrame.idIn(bytes)).isNotNull();
    }
}
