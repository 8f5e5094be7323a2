package moltis.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SnippetTest {

    @Test
    void shows_what_stands_around_the_first_match() {
        String text = "x".repeat(100) + " before NEEDLE after " + "y".repeat(100) + " needle";

        assertThat(Snippet.around(text, List.of("after", "needle")))
                .isEqualTo("x".repeat(32) + " before NEEDLE after " + "y".repeat(53));
    }

    @Test
    void begins_at_the_beginning_when_nothing_matches_literally() {
        assertThat(Snippet.around("Crème\n brûlée", List.of("creme"))).isEqualTo("Crème brûlée");
    }

    @Property
    void never_cuts_a_character_in_two(
            @ForAll @StringLength(max = 300) String text, @ForAll @NotEmpty @StringLength(max = 3) String word) {
        String whole = text.codePoints()
                .filter(it -> Character.isDefined(it) && !Character.isSurrogate((char) it) || it > 0xFFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        String snippet = Snippet.around(whole, List.of(word));

        assertThat(snippet.codePoints().filter(it -> it >= 0xD800 && it <= 0xDFFF))
                .isEmpty();
    }
}
