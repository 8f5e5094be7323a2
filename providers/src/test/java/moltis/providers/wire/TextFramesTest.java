package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import moltis.core.json.Json;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TextFramesTest {

    private final TextFrames frames = new TextFrames("content");

    @Property(tries = 500)
    void means_what_the_parser_means_or_nothing(@ForAll @StringLength(max = 20) String text) {
        TextFrames learned = new TextFrames("content");
        learn(learned, frame("seed"), "seed");

        String found = match(learned, frame(text));

        if (found != null) {
            assertThat(found)
                    .isEqualTo(Json.parse(frame(text))
                            .at("/choices/0/delta/content")
                            .asString());
        }
    }

    @Test
    void knows_plain_text_and_the_common_escapes() {
        learn(frames, frame("seed"), "seed");

        assertThat(match(frames, frame("Grüße \"🌍\"\n\t\\"))).isEqualTo("Grüße \"🌍\"\n\t\\");
        assertThat(match(frames, frame(""))).isEmpty();
    }

    @Test
    void another_frame_is_not_the_same() {
        learn(frames, frame("seed"), "seed");

        assertThat(match(frames, frame("x").replace("\"finish_reason\":null", "\"finish_reason\":\"stop\"")))
                .isNull();
        assertThat(match(frames, frame("x\",\"role\":\"y").replace("\\\"", "\"")))
                .isNull();
        assertThat(match(frames, "{}")).isNull();
    }

    @Test
    void learns_nothing_from_a_frame_that_it_can_not_be_sure_of() {
        learn(frames, "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":\"a\"}}]}", "a");
        learn(frames, "{\"choices\":[{\"delta\":{\"content\": \"a\"}}]}", "a");
        learn(frames, frame("b"), "a");

        assertThat(match(frames, frame("c"))).isNull();
    }

    private static String frame(String text) {
        return "{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":" + Json.write(text)
                + "},\"finish_reason\":null}]}";
    }

    private static void learn(TextFrames frames, String frame, String text) {
        byte[] bytes = ("data: " + frame).getBytes(StandardCharsets.UTF_8);
        frames.learn(bytes, 6, bytes.length - 6, text);
    }

    private static String match(TextFrames frames, String frame) {
        byte[] bytes = ("data:" + frame).getBytes(StandardCharsets.UTF_8);
        return frames.match(bytes, 5, bytes.length - 5);
    }
}
