package moltis.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import moltis.core.json.Json;
import moltis.core.session.Role;
import moltis.core.session.SessionKey;
import moltis.core.session.TranscriptLine;
import moltis.core.session.Transcripts;
import moltis.testing.sessions.InMemorySessions;
import moltis.testing.sessions.RecordedEvents;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TranscriptJsonlTest {

    private static final SessionKey MAIN = SessionKey.MAIN;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(9_000), ZoneOffset.UTC);

    @Test
    void reads_every_kind_of_line_and_writes_it_back_unchanged() throws IOException {
        String text = """
                {"role":"system","content":"Be kind","created_at":1}
                {"role":"notice","content":"Shared"}
                {"role":"user","content":[{"type":"text","text":"Look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}],"created_at":2,"seq":7,"run_id":"r-1","x_new":{"deep":[1.50,null]}}
                {"role":"assistant","content":"","created_at":3,"tool_calls":[{"id":"c1","type":"function","function":{"name":"exec","arguments":"{}"}}],"run_id":"r-1"}
                {"role":"tool","tool_call_id":"c1","content":"a.txt"}
                {"role":"tool_result","tool_call_id":"c1","tool_name":"exec","success":true,"result":{"exit_code":0},"run_id":"r-1"}
                """;
        Transcripts transcripts = transcripts();

        var imported = new TranscriptJsonl(transcripts, CLOCK).importInto(MAIN, new StringReader(text));

        assertThat(imported).isEqualTo(new TranscriptJsonl.Imported(6, 0));
        assertThat(export(transcripts)).isEqualTo(text);
        assertThat(transcripts.read(MAIN))
                .extracting(line -> line.line().role())
                .containsExactly(Role.SYSTEM, Role.NOTICE, Role.USER, Role.ASSISTANT, Role.TOOL, Role.TOOL_RESULT);
        TranscriptLine user = transcripts.read(MAIN).get(2).line();
        assertThat(user.text()).isEqualTo("Look");
        assertThat(user.run().orElseThrow().value()).isEqualTo("r-1");
        assertThat(user.createdAt()).isEqualTo(Instant.ofEpochMilli(2));
        assertThat(transcripts.read(MAIN).get(1).line().createdAt()).isEqualTo(CLOCK.instant());
    }

    @Test
    void skips_what_is_no_message_and_counts_it() throws IOException {
        String text =
                "\n{\"role\":\"user\",\"content\":\"a\"}\r\n{broken\n[1]\n\"text\"\n{\"role\":\"robot\"}\n{}\n   \n"
                        + "{\"role\":\"assistant\",\"content\":\"b\"}";
        Transcripts transcripts = transcripts();

        var imported = new TranscriptJsonl(transcripts, CLOCK).importInto(MAIN, new StringReader(text));

        assertThat(imported).isEqualTo(new TranscriptJsonl.Imported(2, 5));
        assertThat(transcripts.read(MAIN))
                .extracting(line -> line.line().text())
                .containsExactly("a", "b");
    }

    @Test
    void long_sessions_go_through_page_by_page() throws IOException {
        String text = IntStream.range(0, 1_234)
                .mapToObj(at -> "{\"role\":\"user\",\"content\":\"line " + at + "\"}\n")
                .collect(Collectors.joining());
        Transcripts transcripts = transcripts();

        new TranscriptJsonl(transcripts, CLOCK).importInto(MAIN, new StringReader(text));

        assertThat(export(transcripts)).isEqualTo(text);
    }

    @Property(tries = 200)
    void what_is_exported_and_imported_again_is_the_same(@ForAll("lines") List<TranscriptLine> lines)
            throws IOException {
        Transcripts first = transcripts();
        Transcripts second = transcripts();
        first.append(MAIN, lines);

        new TranscriptJsonl(second, CLOCK).importInto(MAIN, new StringReader(export(first)));

        assertThat(second.read(MAIN)).isEqualTo(first.read(MAIN));
    }

    @Provide
    Arbitrary<List<TranscriptLine>> lines() {
        return Combinators.combine(
                        Arbitraries.of(Role.class),
                        Arbitraries.strings().ofMaxLength(40),
                        Arbitraries.longs().between(0, 4_000_000_000_000L),
                        Arbitraries.strings().ofMaxLength(10))
                .as(TranscriptJsonlTest::line)
                .list()
                .ofMaxSize(20);
    }

    private static TranscriptLine line(Role role, String text, long at, String extra) {
        String json = Json.write(Json.object()
                .put("role", role.wireName())
                .put("content", text)
                .put("created_at", at)
                .put("x-" + extra, extra));
        return new TranscriptLine(role, Optional.empty(), Instant.ofEpochMilli(at), text, json);
    }

    private static Transcripts transcripts() {
        return new InMemorySessions(new RecordedEvents(), CLOCK).stores().transcripts();
    }

    private static String export(Transcripts transcripts) throws IOException {
        var text = new StringBuilder();
        new TranscriptJsonl(transcripts, CLOCK).export(MAIN, text);
        return text.toString();
    }
}
