package moltis.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.time.Clock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import moltis.core.session.SessionKey;
import moltis.core.session.Transcripts;
import moltis.testing.sessions.InMemorySessions;
import moltis.testing.sessions.RecordedEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptMarkdownTest {

    private static final SessionKey MAIN = SessionKey.MAIN;

    @Test
    void writes_what_people_and_models_said() throws IOException {
        String markdown = markdown("""
                {"role":"system","content":"hidden"}
                {"role":"user","content":[{"type":"text","text":"Look"},{"type":"image_url","image_url":{"url":"pic.png"}}]}
                {"role":"assistant","content":"","tool_calls":[]}
                {"role":"tool_result","tool_call_id":"c1","result":"hidden"}
                {"role":"assistant","content":"  A *cat*. "}
                {"role":"user","content":"And this?","documents":[{"display_name":"Plan.pdf","media_ref":"media/v1/k/files/p.pdf"}]}
                """);

        assertThat(markdown).isEqualTo("""
                        # Two words

                        ## User

                        Look

                        [Image](pic.png)

                        ## Assistant

                        A *cat*.

                        ## User

                        And this?

                        [Plan.pdf](media/v1/k/files/p.pdf)
                        """);
    }

    @Test
    void a_long_session_is_complete_and_in_order() throws IOException {
        String markdown = markdown(IntStream.range(0, 1_200)
                .mapToObj(at ->
                        "{\"role\":\"" + (at % 2 == 0 ? "user" : "assistant") + "\",\"content\":\"said " + at + "\"}\n")
                .collect(Collectors.joining()));

        assertThat(markdown.lines().filter(line -> line.startsWith("said ")).toList())
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_200).mapToObj(at -> "said " + at).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "Plans for May=Plans for May.md",
                "a/b\\c:d*e?f\"g<h>i|j=a-b-c-d-e-f-g-h-i-j.md",
                "CON=moltis-CON.md",
                "lpt1.txt=moltis-lpt1.txt.md",
                "...=moltis-session.md",
                "''=moltis-session.md",
                "trailing. =trailing.md",
                "\u202Eevil=-evil.md"
            })
    void file_names_are_fine_on_every_system(String title, String expected) {
        assertThat(TranscriptMarkdown.fileName(title)).isEqualTo(expected);
    }

    @Test
    void long_titles_are_cut_between_characters() {
        assertThat(TranscriptMarkdown.fileName("😀".repeat(150))).isEqualTo("😀".repeat(100) + ".md");
    }

    private static String markdown(String jsonl) throws IOException {
        Transcripts transcripts = new InMemorySessions(new RecordedEvents(), Clock.systemUTC())
                .stores()
                .transcripts();
        new TranscriptJsonl(transcripts, Clock.systemUTC()).importInto(MAIN, new StringReader(jsonl));
        var text = new StringBuilder();
        new TranscriptMarkdown(transcripts).export(MAIN, " Two\n words ", text);
        return text.toString();
    }
}
