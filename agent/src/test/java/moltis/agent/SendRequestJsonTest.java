package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.core.RequestException;
import moltis.core.json.Json;
import moltis.core.model.ContentPart;
import moltis.core.model.ToolChoice;
import moltis.core.session.SessionKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendRequestJsonTest {

    private static SendRequest read(String json) {
        return SendRequestJson.read(SessionKey.MAIN, Json.parse(json), "media/v1/kx/files/");
    }

    @Test
    void what_is_absent_is_left_to_the_server() {
        assertThat(read("{\"text\":\"hi\"}")).isEqualTo(SendRequest.text(SessionKey.MAIN, "hi"));
        assertThat(read("{\"message\":\"hi\"}")).isEqualTo(SendRequest.text(SessionKey.MAIN, "hi"));
    }

    @Test
    void unknown_and_null_parameters_do_no_harm() {
        assertThat(
                        read(
                                "{\"text\":\"hi\",\"model\":null,\"tool_choice\":null,\"_tool_policy\":null,\"_ack_keys\":[1],\"x\":{}}"))
                .isEqualTo(SendRequest.text(SessionKey.MAIN, "hi"));
    }

    @Test
    void a_plain_message_is_written_as_short_as_it_was_read() {
        assertThat(SendRequestJson.write(SendRequest.text(SessionKey.MAIN, "hi")))
                .hasToString("{\"text\":\"hi\"}");
    }

    @Test
    void everything_survives_the_queue() {
        var request = new SendRequest(
                SessionKey.MAIN,
                List.of(new ContentPart.Text("look"), new ContentPart.Image("image/png", "AAAA")),
                Optional.of("p::m"),
                Optional.of("ops"),
                new ToolUse(
                        true,
                        Optional.of(Set.of("calc")),
                        new ToolChoice.Named("calc"),
                        List.of("ca*"),
                        List.of("exec")),
                Audience.PUBLIC,
                7L,
                Optional.of("k-1"),
                true,
                Optional.of(ZoneId.of("Europe/Berlin")),
                Optional.of("media/v1/kx/files/a.ogg"),
                List.of(new Attachment(
                        "Plan.pdf", "1-plan.pdf", "application/pdf", 5L, "media/v1/kx/files/1-plan.pdf")));

        var stored = Json.write(SendRequestJson.write(request));

        assertThat(SendRequestJson.parse(SessionKey.MAIN, stored)).isEqualTo(request);
    }

    @Test
    void where_a_document_lies_is_not_for_the_client_to_say() {
        var documents = read("""
                {"text":"hi","_document_files":[
                 {"display_name":"A","stored_filename":"a.pdf","mime_type":"application/pdf","media_ref":"../../etc/passwd"},
                 {"display_name":"B","stored_filename":"../b.pdf","mime_type":"application/pdf"}]}""").documents();

        assertThat(documents)
                .containsExactly(new Attachment("A", "a.pdf", "application/pdf", null, "media/v1/kx/files/a.pdf"));
    }

    @Test
    void a_recording_and_a_document_lie_with_the_session() {
        var request = read("""
                {"_audio_filename":"a.ogg","_document_files":[{"stored_filename":"a.pdf","mime_type":"application/pdf"}]}""");

        assertThat(request.audio()).contains("media/v1/kx/files/a.ogg");
        assertThat(request.words()).isEqualTo("[Document]");
        assertThat(read("{\"text\":\"hi\",\"_audio_filename\":\"../a.ogg\"}").audio())
                .isEmpty();
    }

    @Test
    void pictures_come_as_data_and_nothing_else() {
        assertThat(read("""
                {"content":[{"type":"text","text":"look"},{"type":"video"},
                 {"type":"image_url","image_url":{"url":"https://example.com/x.png"}},
                 {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}""").content())
                .containsExactly(new ContentPart.Text("look"), new ContentPart.Image("image/png", "AAAA"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"text\":\" \"}",
                "{\"content\":[]}",
                "{\"text\":\"hi\",\"_tool_policy\":[]}",
                "{\"text\":\"hi\",\"_tool_policy\":{\"deny\":\"exec\"}}",
                "{\"text\":\"hi\",\"_tool_audience\":\"x\"}",
                "{\"text\":\"hi\",\"tool_choice\":{\"type\":\"sometimes\"}}",
                "{\"text\":\"hi\",\"tool_choice\":{\"type\":\"tool\"}}",
                "{\"text\":\"hi\",\"active_tools\":[1]}"
            })
    void what_is_malformed_is_an_error_and_never_ignored(String json) {
        assertThatExceptionOfType(RequestException.class).isThrownBy(() -> read(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "\"true\"", "1"})
    void anything_but_true_closes_the_owners_context(String value) {
        assertThat(read("{\"text\":\"hi\",\"_private_context\":" + value + "}").audience())
                .isEqualTo(Audience.PUBLIC);
    }
}
