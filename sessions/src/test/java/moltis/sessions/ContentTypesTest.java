package moltis.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    \u0089PNG\\r\\n\\032\\n..   | a.txt  | text/plain      | image/png
                    \u00ff\u00d8\u00ff..         | a.png  | image/png       | image/jpeg
                    GIF89a..                     | a      | text/html       | image/gif
                    RIFF....WEBPVP8              | a      |                 | image/webp
                    %PDF-1.7                     | a.html | text/html       | application/pdf
                    {"a": 1}                     | a.txt  | text/plain      | application/json
                    {not json}                   | a.txt  | text/plain      | text/plain
                    <!DOCTYPE html><p>           | a.png  | image/png       | text/html
                    <HTML>                       | a.txt  | text/plain      | text/html
                    <svg onload=alert(1)>        | a.svg  | image/svg+xml   | application/xml
                    plain words                  | a.csv  |                 | text/csv
                    plain words                  | a      | text/x-log; q=1 | text/x-log
                    plain words                  | a      | nonsense        | text/plain
                    plain words                  | a      |                 | text/plain
                    OggS....                     | v.ogg  |                 | audio/ogg
                    """)
    void believes_the_content_first_then_the_sender_then_the_name(
            String content, String name, String declared, String expected) {
        byte[] bytes = content.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);

        assertThat(ContentTypes.of(bytes, name, Optional.ofNullable(declared))).isEqualTo(expected);
    }

    @Test
    void bytes_that_are_no_text_stay_unknown() {
        assertThat(ContentTypes.of(new byte[] {1, 0, (byte) 0xC3}, "a", Optional.empty()))
                .isEqualTo("application/octet-stream");
    }

    @Test
    void a_beginning_that_ends_inside_a_character_is_still_text() {
        byte[] head = "ü"
                .repeat(ContentTypes.ENOUGH)
                .substring(0, ContentTypes.ENOUGH / 2 + 1)
                .getBytes(StandardCharsets.UTF_8);
        byte[] cut = java.util.Arrays.copyOf(head, ContentTypes.ENOUGH);
        cut[ContentTypes.ENOUGH - 1] = (byte) 0xC3;

        assertThat(ContentTypes.of(cut, "a", Optional.empty())).isEqualTo("text/plain");
    }
}
