package moltis.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void finds_the_name_that_was_meant() {
        assertThat(Nearest.of("servr", List.of("server", "voice"))).contains("server");
        assertThat(Nearest.of("tool", List.of("tools", "user"))).contains("tools");
    }

    @Test
    void proposes_nothing_far_away() {
        assertThat(Nearest.of("zebra", List.of("server", "voice"))).isEmpty();
        assertThat(Nearest.of("ab", List.of("cd"))).isEmpty();
    }

    @Property
    void distance_is_even_both_ways_and_zero_only_for_equals(
            @ForAll @AlphaChars @StringLength(max = 8) String one,
            @ForAll @AlphaChars @StringLength(max = 8) String other) {
        assertThat(Nearest.distance(one, other)).isEqualTo(Nearest.distance(other, one));
        assertThat(Nearest.distance(one, other) == 0).isEqualTo(one.equals(other));
    }
}
