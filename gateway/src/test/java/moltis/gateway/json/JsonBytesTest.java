package moltis.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import moltis.core.json.Json;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonBytesTest {

    @Property(tries = 2000)
    void any_text_comes_out_as_it_went_in(@ForAll String text) {
        byte[] json = new JsonBytes().open().text("t", text).close().toBytes();

        assertThat(Json.MAPPER.readTree(json).path("t").stringValue()).isEqualTo(text);
    }

    @Property(tries = 2000)
    void text_that_was_cut_anywhere_is_whole_again_when_joined(@ForAll String text, @ForAll int where) {
        int cut = Math.floorMod(where, text.length() + 1);

        byte[] json = new JsonBytes()
                .open()
                .name("t")
                .raw("\"")
                .raw(new JsonBytes().escaped(text.substring(0, cut)).toBytes())
                .raw(new JsonBytes().escaped(text.substring(cut)).toBytes())
                .raw("\"")
                .close()
                .toBytes();

        assertThat(Json.MAPPER.readTree(json).path("t").stringValue()).isEqualTo(text);
    }

    @Test
    void members_are_separated_and_objects_nest() {
        byte[] json = new JsonBytes()
                .open()
                .text("a", "x{")
                .number("b", -7)
                .name("c")
                .open()
                .flag("d", true)
                .close()
                .json("e", "[1]")
                .close()
                .toBytes();

        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":\"x{\",\"b\":-7,\"c\":{\"d\":true},\"e\":[1]}");
    }
}
