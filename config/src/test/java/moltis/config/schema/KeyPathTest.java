package moltis.config.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KeyPathTest {

    @Test
    void splits_names_quoted_names_and_elements() {
        KeyPath path = KeyPath.parse("models.\"gpt-4.1\".steps[2].name");

        assertThat(path.parts()).containsExactly("models", "gpt-4.1", "steps", "[2]", "name");
        assertThat(path).hasToString("models.\"gpt-4.1\".steps[2].name");
    }

    @Property
    void what_it_prints_it_reads_again(@ForAll @Size(min = 1, max = 4) List<@NotBlank String> names) {
        List<String> parts =
                names.stream().filter(name -> !KeyPath.isIndex(name)).toList();

        assertThat(KeyPath.parse(new KeyPath(parts).toString()).parts()).isEqualTo(parts.isEmpty() ? List.of() : parts);
    }

    @Test
    void refuses_what_is_no_path() {
        for (String text : List.of("a..b", ".a", "a.\"b", "a[x]", "a[1")) {
            assertThatThrownBy(() -> KeyPath.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_pattern_stands_for_names_and_elements() {
        assertThat(KeyPath.parse("providers.openai.api_key").isWithin(KeyPath.parse("providers.*.api_key")))
                .isTrue();
        assertThat(KeyPath.parse("hooks.hooks[3].name").isWithin(KeyPath.parse("hooks.hooks[*]")))
                .isTrue();
        assertThat(KeyPath.parse("providers.openai").isWithin(KeyPath.parse("providers.*.api_key")))
                .isFalse();
    }
}
