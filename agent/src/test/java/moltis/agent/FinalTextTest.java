package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FinalTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                " Paris. ",
                "<think>The capital…</think>Paris.",
                "<Thinking depth=\"2\">hm\nhm</Thinking>\n\nParis.",
                "Paris.<|im_end|>",
                "Paris. <|custom|><|eot_id|>",
                "<|think|>hm<|/think|>Paris.",
                "Paris.<scratchpad>and on and on"
            })
    void takes_out_what_the_person_should_not_see(String text) {
        assertThat(FinalText.clean(text)).isEqualTo("Paris.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Use `<think>` tags.",
                "```html\n<meta charset=\"utf-8\">\n<analysis>x</analysis>\n```",
                "A page begins with <meta charset=\"utf-8\"> and goes on.",
                "1 < 2 and 3 > 2"
            })
    void leaves_alone_what_the_person_asked_for(String text) {
        assertThat(FinalText.clean(text)).isEqualTo(text);
    }

    @Test
    void code_inside_a_thought_goes_with_it() {
        assertThat(FinalText.clean("<think>```\nx\n``` and `y`</think>Paris, and `z`."))
                .isEqualTo("Paris, and `z`.");
    }
}
