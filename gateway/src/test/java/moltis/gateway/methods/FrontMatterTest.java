package moltis.gateway.methods;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrontMatterTest {

    private static String with(String text, String name, Optional<String> value) {
        return FrontMatter.with(text, Map.of(name, value));
    }

    @Test
    void a_field_is_replaced_and_all_else_stays() {
        assertThat(with("---\nname: Old\nvibe: calm\n---\n\nMy notes.\n", "name", Optional.of("New")))
                .isEqualTo("---\nname: \"New\"\nvibe: calm\n---\n\nMy notes.\n");
    }

    @Test
    void a_field_is_added_or_taken_out() {
        assertThat(with("---\nname: A\n---\n", "emoji", Optional.of("🦖")))
                .isEqualTo("---\nname: A\nemoji: \"🦖\"\n---\n");
        assertThat(with("---\nname: A\nemoji: x\n---\n", "emoji", Optional.empty()))
                .isEqualTo("---\nname: A\n---\n");
    }

    @Test
    void a_text_without_fields_gets_them_at_its_top() {
        assertThat(with("", "name", Optional.of("A"))).isEqualTo("---\nname: \"A\"\n---\n");
        assertThat(with("Just words.\n", "name", Optional.of("A"))).isEqualTo("---\nname: \"A\"\n---\nJust words.\n");
        assertThat(with("---\nnever closed\n", "name", Optional.of("A")))
                .isEqualTo("---\nname: \"A\"\n---\n---\nnever closed\n");
    }

    @Test
    void comments_before_the_fields_are_left_alone() {
        assertThat(with("<!-- for people\n -->\n---\nname: A\n---\n", "name", Optional.of("B")))
                .isEqualTo("<!-- for people\n -->\n---\nname: \"B\"\n---\n");
    }

    @Test
    void a_value_stays_on_its_line() {
        assertThat(with("", "name", Optional.of("A\n---\n\"x\""))).isEqualTo("---\nname: \"A --- 'x'\"\n---\n");
    }
}
