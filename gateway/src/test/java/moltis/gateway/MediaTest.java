package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import moltis.core.session.SessionKey;
import moltis.testing.model.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Files that go to a session and come from it. */
class MediaTest {

    private static final String UPLOAD = "/api/sessions/main/upload";

    @TempDir
    private Path directory;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(directory, _ -> Reply.says(""));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private JsonNode upload(String content, String... headers) {
        return TestGateway.json(gateway.post(UPLOAD, content, headers));
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void a_file_comes_back_as_it_went() {
        JsonNode stored = upload("Some words.", "Content-Type", "text/plain", "X-Filename", "note.txt");

        assertThat(stored.path("ok").asBoolean()).isTrue();
        assertThat(stored.path("url").asString()).isEqualTo("/api/sessions/main/media/note.txt");
        assertThat(stored.path("size").asInt()).isEqualTo(11);
        HttpResponse<String> media = gateway.get(stored.path("url").asString());
        assertThat(media.body()).isEqualTo("Some words.");
        assertThat(header(media, "content-type")).startsWith("text/plain");
        assertThat(header(media, "content-disposition")).startsWith("inline;");
        assertThat(header(media, "cache-control")).isEqualTo("private, no-cache");
        assertThat(gateway.get(stored.path("url").asString(), "If-None-Match", header(media, "etag"))
                        .statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({
        "'../../x y.mp3', xy.mp3",
        "'...', upload",
        "'../../etc/passwd', etcpasswd",
        "'Größe.txt', Gre.txt",
    })
    void a_name_is_made_plain(String given, String stored) {
        // Java's client sends only ASCII in headers; what it would not send need not be tested here.
        String ascii = given.replaceAll("[^ -~]", "");

        assertThat(upload("x", "X-Filename", ascii).path("filename").asString()).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "audio/mp4, 'voice-\\d+\\.m4a'",
        "audio/webm;codecs=opus, 'voice-\\d+\\.webm'",
        "image/png, 'image-\\d+\\.png'",
        "application/x-new, 'file-\\d+\\.bin'",
    })
    void a_file_without_a_name_gets_one_from_its_type(String type, String pattern) {
        assertThat(upload("x", "Content-Type", type).path("filename").asString())
                .matches(pattern);
    }

    @Test
    void two_files_of_one_name_both_stay() {
        String first = upload("one", "X-Filename", "a.txt").path("url").asString();
        String second = upload("two", "X-Filename", "a.txt").path("url").asString();

        assertThat(second).isNotEqualTo(first).endsWith(".txt");
        assertThat(gateway.get(first).body()).isEqualTo("one");
        assertThat(gateway.get(second).body()).isEqualTo("two");
        assertThat(upload("one", "X-Filename", "a.txt").path("url").asString()).isEqualTo(first);
    }

    @Test
    void an_empty_or_too_large_file_is_refused() {
        JsonNode empty = upload("");
        assertThat(empty.path("ok").asBoolean(true)).isFalse();
        assertThat(empty.path("code").asString()).isEqualTo("UPLOAD_EMPTY_BODY");

        HttpResponse<String> large = gateway.send(gateway.request(UPLOAD)
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[25 * 1024 * 1024 + 1]))
                .build());
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(TestGateway.json(large).path("code").asString()).isEqualTo("UPLOAD_BODY_TOO_LARGE");
    }

    @Test
    void a_file_larger_than_other_bodies_is_taken() {
        assertThat(gateway.send(gateway.request(UPLOAD)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[3 * 1024 * 1024]))
                                .build())
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.sessions.directory().find(SessionKey.MAIN)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.html", "drawing.svg", "data.xml"})
    void what_could_run_a_script_is_never_shown_in_place(String name) {
        upload("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "X-Filename", name);

        HttpResponse<String> media = gateway.get("/api/sessions/main/media/" + name);

        assertThat(header(media, "content-disposition")).startsWith("attachment;");
        assertThat(header(media, "content-security-policy")).startsWith("sandbox; default-src 'none'");
        assertThat(header(media, "x-content-type-options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.txt", "..%2Fsecret", "%2e%2e"})
    void what_is_not_there_is_not_found(String name) {
        HttpResponse<String> response = gateway.get("/api/sessions/main/media/" + name);

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 206, 0123, bytes 0-3/10",
        "bytes=-2, 206, 89, bytes 8-9/10",
        "bytes=7-, 206, 789, bytes 7-9/10"
    })
    void a_part_of_a_file_can_be_had(String range, int status, String body, String contentRange) {
        upload("0123456789", "X-Filename", "digits.txt");

        HttpResponse<String> part = gateway.get("/api/sessions/main/media/digits.txt", "Range", range);

        assertThat(part.statusCode()).isEqualTo(status);
        assertThat(part.body()).isEqualTo(body);
        assertThat(header(part, "content-range")).isEqualTo(contentRange);
    }

    @Test
    void a_part_that_is_not_there_is_refused() {
        upload("0123456789", "X-Filename", "digits.txt");

        HttpResponse<String> part = gateway.get("/api/sessions/main/media/digits.txt", "Range", "bytes=10-");

        assertThat(part.statusCode()).isEqualTo(416);
        assertThat(header(part, "content-range")).isEqualTo("bytes */10");
    }
}
