package moltis.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LiveMarkdownTest {

    private final List<String> screen = new ArrayList<>();
    private final LiveMarkdown live = new LiveMarkdown(screen::add, () -> 10);

    @Test
    void shows_characters_at_once_and_repaints_the_line_when_it_is_whole() {
        live.append("a **b");
        live.append("old** c\n");

        assertThat(screen).containsExactly("a **b", "\r\u001B[Ja \u001B[1mbold\u001B[0m c\n");
    }

    @Test
    void leaves_a_line_without_markup_alone() {
        live.append("plain");
        live.append(" text\nnext");
        live.end();

        assertThat(String.join("", screen)).isEqualTo("plain text\nnext\n");
    }

    @Test
    void goes_back_over_the_rows_that_a_long_line_took() {
        live.append("# twelve chars and more");
        live.append("\n");

        assertThat(screen.get(1)).startsWith("\u001B[2A\r\u001B[J").contains("twelve chars and more");
    }

    @Test
    void does_not_read_markup_inside_a_code_block() {
        live.append("```\n**x**\n```\n");

        assertThat(String.join("", screen)).contains("\u001B[36m**x**\u001B[0m");
    }

    @Test
    void a_model_cannot_command_the_terminal() {
        live.append("\u001B]0;title\u0007\u009B2J\n");

        assertThat(String.join("", screen)).isEqualTo("]0;title2J\n");
    }

    @Test
    void plain_output_is_what_the_model_wrote() {
        LiveMarkdown.plain(screen::add).append("**b**\n\tx");

        assertThat(String.join("", screen)).isEqualTo("**b**\n\tx");
    }

    @Property(tries = 200)
    void any_split_of_a_plain_answer_shows_the_same_text(
            @ForAll @StringLength(max = 80) String text, @ForAll @IntRange(max = 80) int at) {
        String answer = text.replaceAll("[^a-z \n]", "x");
        int cut = Math.min(at, answer.length());
        List<String> shown = new ArrayList<>();
        LiveMarkdown plain = LiveMarkdown.plain(shown::add);

        plain.append(answer.substring(0, cut));
        plain.append(answer.substring(cut));

        assertThat(String.join("", shown)).isEqualTo(answer);
    }
}
