package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import moltis.core.model.StreamEvent;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinkTagsTest {

    private static final String EVERYTHING =
            "a < b <think>\n plan </thought> <th</think>\n\nHi <b>x</b> <thought>more</thought>  done <thin";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "~<think>plan</think>\n\nHi~ | plan | Hi",
                "~<thought> a</thought>b~ | a | b",
                "~<think>never closed~ | never closed | ~~",
                "~<think>a</thought>b</think>c~ | a</thought>b | c",
                "~<think>a</think><think>b</think>c~ | ab | c",
                "~1 < 2 and <thin ice~ | ~~ | 1 < 2 and <thin ice",
            })
    void separates_thinking_from_text(String stream, String reasoning, String text) throws Exception {
        assertThat(split(stream, 1)).containsExactly(reasoning, text);
        assertThat(split(stream, 1000)).containsExactly(reasoning, text);
    }

    @Property
    void any_split_yields_the_same(@ForAll @IntRange(min = 1, max = 30) int step) throws Exception {
        assertThat(split(EVERYTHING, step)).containsExactly("plan </thought> <thmore", "a < b Hi <b>x</b> done <thin");
    }

    private static String[] split(String stream, int step) throws InterruptedException {
        StringBuilder reasoning = new StringBuilder();
        StringBuilder text = new StringBuilder();
        var tags = new ThinkTags();
        for (int at = 0; at < stream.length(); at += step) {
            tags.accept(
                    stream.substring(at, Math.min(stream.length(), at + step)), event -> sort(event, reasoning, text));
        }
        tags.finish(event -> sort(event, reasoning, text));
        return new String[] {reasoning.toString(), text.toString()};
    }

    private static void sort(StreamEvent event, StringBuilder reasoning, StringBuilder text) {
        if (event instanceof StreamEvent.Reasoning(var delta)) reasoning.append(delta);
        if (event instanceof StreamEvent.Text(var delta)) text.append(delta);
    }
}
