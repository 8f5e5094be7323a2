package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.json.Json;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ToolCall;
import moltis.core.session.Role;
import moltis.core.session.RunId;
import moltis.core.session.StoredLine;
import moltis.core.session.TranscriptLine;
import moltis.testing.model.HistoryRules;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HistoryReaderTest {

    private static final String USER = "{\"role\":\"user\",\"content\":\"hi\"}";
    private static final String CALL = """
            {"role":"assistant","content":"","tool_calls":[{"id":"c1","type":"function","function":{"name":"exec","arguments":"{\\"command\\":\\"ls\\"}"}}]}""";
    private static final String RESULT = """
            {"role":"tool_result","tool_call_id":"c1","tool_name":"exec","success":true,"result":{"stdout":"a.txt"}}""";

    private final HistoryReader reader = new HistoryReader(Path.of("/data/sessions"), 50_000);

    @Test
    void calls_and_results_become_pairs() {
        assertThat(read(USER, CALL, RESULT, "{\"role\":\"assistant\",\"content\":\"a.txt\"}"))
                .hasToString(List.of(
                                Message.User.text("hi"),
                                new Message.Assistant(
                                        "",
                                        "",
                                        List.of(new ToolCall(
                                                "c1", "exec", Json.object().put("command", "ls")))),
                                Message.ToolAnswer.text("c1", "{\"stdout\":\"a.txt\"}"),
                                Message.Assistant.text("a.txt"))
                        .toString());
    }

    @Test
    void a_call_without_result_is_answered_and_a_result_without_call_is_dropped() {
        var messages = read(USER, RESULT, CALL, USER);

        assertThat(messages).hasSize(4);
        assertThat(messages.get(2))
                .isEqualTo(new Message.ToolAnswer(
                        "c1", List.of(new ContentPart.Text("Error: " + HistoryReader.UNKNOWN_OUTCOME)), true));
    }

    @Test
    void failures_read_as_errors() {
        var messages = read(
                USER,
                CALL,
                "{\"role\":\"tool_result\",\"tool_call_id\":\"c1\",\"success\":false,\"error\":\"no such file\"}");

        assertThat(messages.getLast())
                .isEqualTo(new Message.ToolAnswer("c1", List.of(new ContentPart.Text("Error: no such file")), true));
    }

    @Test
    void notices_unknown_roles_broken_lines_and_empty_answers_are_left_out() {
        assertThat(read(
                        USER,
                        "{\"role\":\"notice\",\"content\":\"n\"}",
                        "{\"role\":\"alien\",\"content\":\"n\"}",
                        "not json",
                        "{\"role\":\"assistant\",\"content\":\"\",\"reasoning\":\"hm\"}"))
                .containsExactly(Message.User.text("hi"));
    }

    @Test
    void the_person_always_speaks_first() {
        assertThat(read("{\"role\":\"assistant\",\"content\":\"welcome\"}", USER))
                .containsExactly(Message.User.text("hi"));
    }

    @Test
    void system_lines_do_not_gain_the_systems_voice() {
        assertThat(read(USER, "{\"role\":\"system\",\"content\":\"sandbox on\"}"))
                .containsExactly(Message.User.text("hi"), Message.User.text("[Note by the server: sandbox on]"));
    }

    @Test
    void pictures_documents_and_senders_are_kept() {
        var messages = read("""
                {"role":"user","content":[{"type":"text","text":"look"},
                 {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
                 {"type":"image_url","image_url":{"url":"https://example.com/x.png"}}],
                 "channel":{"sender_name":"Ada"},
                 "documents":[{"display_name":"Plan.pdf","stored_filename":"1-plan.pdf","mime_type":"application/pdf",
                  "media_ref":"media/v1/k6d/files/1-plan.pdf","absolute_path":"/etc/passwd"},{"display_name":"x"}]}""".replace("\n", ""));

        assertThat(messages)
                .containsExactly(new Message.User(
                        List.of(new ContentPart.Text("""
                                        look

                                        [Inbound documents available]

                                        filename: Plan.pdf
                                        mime_type: application/pdf
                                        local_path: /data/sessions/media/v1/k6d/files/1-plan.pdf
                                        media_ref: media/v1/k6d/files/1-plan.pdf"""), new ContentPart.Image("image/png", "AAAA")),
                        Optional.of("Ada")));
    }

    @Test
    void thought_signatures_go_back_to_where_they_came_from() {
        var messages = read(
                USER,
                CALL.replace(
                        "\"type\":\"function\",", "\"type\":\"function\",\"metadata\":{\"thought_signature\":\"s1\"},"),
                RESULT);

        assertThat(((Message.Assistant) messages.get(1)).calls().getFirst().thoughtSignature())
                .contains("s1");
    }

    @Test
    void strangers_see_the_turns_of_strangers_only() {
        var lines = stored(List.of(
                "{\"role\":\"user\",\"content\":\"secret\",\"run_id\":\"r1\"}",
                "{\"role\":\"assistant\",\"content\":\"secret answer\",\"run_id\":\"r1\"}",
                "{\"role\":\"user\",\"content\":\"open\",\"run_id\":\"r2\",\"channel\":{\"private_context\":false}}",
                "{\"role\":\"assistant\",\"content\":\"open answer\",\"run_id\":\"r2\"}"));

        assertThat(reader.messages(reader.publicOnly(lines)))
                .containsExactly(Message.User.text("open"), Message.Assistant.text("open answer"));
    }

    @Property
    void any_lines_make_a_history_that_vendors_accept(@ForAll @Size(max = 12) List<@IntRange(max = 9) Integer> picks) {
        List<String> lines = new ArrayList<>();
        for (int pick : picks) {
            lines.add(
                    switch (pick) {
                        case 0 -> USER;
                        case 1 -> CALL;
                        case 2 -> RESULT;
                        case 3 -> CALL.replace("c1", "c2");
                        case 4 -> RESULT.replace("c1", "c2");
                        case 5 -> "{\"role\":\"assistant\",\"content\":\"fine\"}";
                        case 6 -> "{\"role\":\"assistant\",\"content\":\"\"}";
                        case 7 -> "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"\"}";
                        case 8 -> "{\"role\":\"system\",\"content\":\"note\"}";
                        default -> "{\"role\":\"user\",\"content\":\"\"}";
                    });
        }
        List<Message> request = new ArrayList<>(read(lines.toArray(String[]::new)));
        request.add(Message.User.text("next"));

        assertThat(HistoryRules.brokenBy(request)).isEmpty();
        assertThat(HistoryRules.brokenBy(PlainMessages.of(request, true))).isEmpty();
    }

    private List<Message> read(String... lines) {
        return reader.messages(stored(List.of(lines)));
    }

    private static List<StoredLine> stored(List<String> lines) {
        List<StoredLine> stored = new ArrayList<>();
        for (String json : lines) {
            Optional<RunId> run = json.contains("run_id")
                    ? Optional.of(new RunId(Json.parse(json).path("run_id").asString()))
                    : Optional.empty();
            stored.add(new StoredLine(stored.size(), new TranscriptLine(Role.USER, run, Instant.EPOCH, "", json)));
        }
        return stored;
    }
}
