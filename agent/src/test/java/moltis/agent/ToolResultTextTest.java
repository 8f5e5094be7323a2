package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ToolResultTextTest {

    @Test
    void data_that_a_model_can_not_read_is_named_instead() {
        String base64 = "QUJD".repeat(100);

        assertThat(ToolResultText.clean("a data:image/png;base64," + base64 + " b", 50_000))
                .isEqualTo("a [screenshot captured and displayed in UI] b");
        assertThat(ToolResultText.clean("a data:application/pdf;base64," + base64 + " b", 50_000))
                .isEqualTo("a [application/pdf data removed — 300 bytes] b");
        assertThat(ToolResultText.clean("a " + "0f".repeat(150) + " b", 50_000))
                .isEqualTo("a [hex data removed — 300 chars] b");
    }

    @Test
    void short_data_stays() {
        String text = "data:image/png;base64,QUJD and deadbeef " + "words ".repeat(50);

        assertThat(ToolResultText.clean(text, 50_000)).isEqualTo(text);
    }

    @Property
    void what_is_cut_is_cut_between_characters(@ForAll String text, @ForAll @IntRange(min = 1, max = 60) int max) {
        String whole = asUtf8(text + "äöü€𝄞".repeat(20));

        String cut = ToolResultText.clean(whole, max);

        String kept = cut.substring(0, cut.lastIndexOf("[truncated — "));
        assertThat(kept.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(max);
        assertThat(whole).startsWith(kept);
    }

    /** Half a character, which UTF-8 has no bytes for, becomes the question mark that it is stored as. */
    private static String asUtf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
