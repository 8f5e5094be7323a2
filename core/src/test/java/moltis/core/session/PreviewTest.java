package moltis.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreviewTest {

    @Test
    void joins_what_people_and_models_said_until_there_is_enough() {
        String long1 = "a".repeat(50);
        String long2 = "b".repeat(50);

        assertThat(Preview.of(List.of(
                        line(Role.SYSTEM, "no"),
                        line(Role.USER, long1),
                        line(Role.TOOL_RESULT, "no"),
                        line(Role.ASSISTANT, "  "),
                        line(Role.ASSISTANT, long2),
                        line(Role.USER, "too much"))))
                .contains(long1 + " — " + long2);
    }

    @Test
    void is_one_line() {
        assertThat(Preview.of(List.of(line(Role.USER, " two\n\n lines ")))).contains("two lines");
    }

    @Test
    void is_cut_between_characters() {
        assertThat(Preview.of(List.of(line(Role.USER, "😀".repeat(201))))).contains("😀".repeat(200) + "…");
        assertThat(Preview.of(List.of(line(Role.USER, "😀".repeat(200))))).contains("😀".repeat(200));
    }

    @Test
    void there_is_none_without_words() {
        assertThat(Preview.of(List.of())).isEmpty();
        assertThat(Preview.of(List.of(line(Role.ASSISTANT, "")))).isEmpty();
    }

    private static TranscriptLine line(Role role, String text) {
        return new TranscriptLine(role, Optional.empty(), Instant.EPOCH, text, "{}");
    }
}
