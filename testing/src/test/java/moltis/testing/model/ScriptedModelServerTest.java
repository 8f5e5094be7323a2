package moltis.testing.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedModelServerTest {

    private final ScriptedModelServer server = ScriptedModelServer.start(new Cues(Duration.ZERO));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    @Test
    void streams_chat_completions_to_their_end_mark() throws Exception {
        var answer = chat(
                "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"write 3 words\"}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().split("\"content\":\"word")).hasSize(4);
        assertThat(answer.body()).endsWith("data: [DONE]\n\n").contains("\"finish_reason\":\"stop\"");
    }

    @Test
    void refuses_a_tool_message_without_its_call() throws Exception {
        var answer = chat("{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"x\",\"content\":\"4\"}]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("must be a response to a preceding message");
    }

    @Test
    void anthropic_demands_a_limit_and_alternating_roles() throws Exception {
        var withoutLimit =
                messages("{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        var twice = messages("{\"model\":\"m\",\"stream\":true,\"max_tokens\":9,\"messages\":["
                + "{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"user\",\"content\":\"hi\"}]}");
        var good = messages("{\"model\":\"m\",\"stream\":true,\"max_tokens\":9,\"messages\":["
                + "{\"role\":\"user\",\"content\":\"think about it\"}]}");

        assertThat(withoutLimit.body()).contains("max_tokens: Field required");
        assertThat(twice.body()).contains("roles must alternate");
        assertThat(good.body()).contains("thinking_delta", "signature_delta", "text_delta", "message_stop");
    }

    @Test
    void refuses_a_wrong_key_and_records_the_bytes() throws Exception {
        var answer = http.send(
                request("/v1/chat/completions", "{}")
                        .header("Authorization", "Bearer no")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(server.requests().getFirst().text()).isEqualTo("{}");
    }

    private HttpResponse<String> chat(String body) throws Exception {
        return http.send(
                request("/v1/chat/completions", body)
                        .header("Authorization", "Bearer " + ScriptedModelServer.KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> messages(String body) throws Exception {
        return http.send(
                request("/v1/messages", body)
                        .header("x-api-key", ScriptedModelServer.KEY)
                        .header("anthropic-version", "2023-06-01")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(server.uri() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
