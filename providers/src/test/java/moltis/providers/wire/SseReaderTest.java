package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {

    private static final int LARGE = 1 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void takes_every_kind_of_line_end(String end) throws Exception {
        String stream =
                String.join(end, ": hello", "event: x", "data: one", "", "data:two", "id: 7", "", "", "data: three");

        assertThat(read(stream, 1)).containsExactly("one", "two", "three");
        assertThat(read(stream, 1000)).containsExactly("one", "two", "three");
    }

    @Test
    void joins_data_lines_and_keeps_a_missing_blank_line_harmless() throws Exception {
        assertThat(read("data: a\ndata: b\ndata\ndata:  c", 3)).containsExactly("a\nb\n\n c");
        assertThat(read("\uFEFFdata: x\n\n", 2)).containsExactly("x");
        assertThat(read("database: x\n\nretry: 10\n\n", 2)).isEmpty();
        assertThat(read("", 2)).isEmpty();
    }

    @Test
    void takes_two_values_without_a_blank_line_between_them_as_two() throws Exception {
        assertThat(read("data: {\"a\":1}\ndata: {\"b\":2}\r\ndata: [DONE]\n", 5))
                .containsExactly("{\"a\":1}", "{\"b\":2}", "[DONE]");
        assertThat(read("data: {\"a\":\ndata: 1}\n\n", 5)).containsExactly("{\"a\":\n1}");
    }

    @Property(tries = 300)
    void any_split_yields_the_same_events(
            @ForAll("events") List<String> events, @ForAll @IntRange(min = 1, max = 40) int step) throws Exception {
        StringBuilder stream = new StringBuilder();
        for (String event : events)
            stream.append(": note\ndata: ").append(event).append("\r\n\r\n");

        assertThat(read(stream.toString(), step)).isEqualTo(events);
    }

    @Provide
    Arbitrary<List<String>> events() {
        return Arbitraries.of("a", "Z", "{", "}", "\"", ":", "[", "]", " ", "ä", "ß", "東", "🌍")
                .list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .map(parts -> String.join("", parts))
                .filter(text -> !text.startsWith(" "))
                .list()
                .ofMaxSize(30);
    }

    @Test
    void an_event_longer_than_the_buffer_arrives_whole() throws Exception {
        String text = "ä".repeat(40_000);

        assertThat(read("data: kurz\n\ndata: " + text + "\n\ndata: ende\n\n", 4_000))
                .containsExactly("kurz", text, "ende");
    }

    @Test
    void limits_an_event_and_the_whole() {
        String text = "x".repeat(50_000);

        assertThatExceptionOfType(FrameTooLongException.class)
                .isThrownBy(() -> new SseReader(in("data: " + text, 1000), 20_000, LARGE).next());
        assertThatExceptionOfType(FrameTooLongException.class)
                .isThrownBy(() -> drain(new SseReader(in(("data: y\n\n").repeat(2000), 1000), 20_000, 10_000)));
        assertThatExceptionOfType(FrameTooLongException.class)
                .isThrownBy(() -> drain(new SseReader(in(("data: y\n").repeat(20_000), 1000), 20_000, LARGE)));
    }

    private static List<String> read(String stream, int step) throws IOException {
        return drain(new SseReader(in(stream, step), LARGE, LARGE));
    }

    private static List<String> drain(SseReader reader) throws IOException {
        List<String> events = new ArrayList<>();
        while (reader.next()) {
            events.add(new String(reader.buffer(), reader.offset(), reader.length(), StandardCharsets.UTF_8));
        }
        return events;
    }

    private static InputStream in(String text, int step) {
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return new InputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return bytes.read(target, offset, Math.min(length, step));
            }
        };
    }
}
