package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import moltis.access.Scope;
import moltis.access.key.ApiKeys;
import moltis.access.session.SignInMethod;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.core.model.ModelId;
import moltis.gateway.access.GateSettings;
import moltis.gateway.v1.Admission;
import moltis.testing.model.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who may use the models over {@code /v1}, and in which form a refusal comes. */
class ModelGatewayTest {

    private static final String HELLO =
            "{\"model\":\"scripted-1\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    @TempDir
    private Path directory;

    private volatile Reply script = Reply.says("Hello there");
    private TestAccess access;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(directory, _ -> script, UnaryOperator.identity(), database -> {
            access = new TestAccess(database, GateSettings.DIRECT);
            return access.entrance();
        });
        try (TestSocket socket = gateway.connect()) {
            gateway.addModel(socket);
        }
        access.setPassword();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private String key(Scope scope) {
        return access.accounts
                .keys()
                .create("k", Set.of(scope), Optional.empty())
                .secret()
                .reveal();
    }

    private HttpResponse<String> chat(String body, String... headers) {
        return gateway.post("/v1/chat/completions", body, headers);
    }

    private static JsonNode error(HttpResponse<String> answer) {
        return TestGateway.json(answer).path("error");
    }

    @Test
    void a_key_with_the_scope_opens_the_models_in_either_header_and_nothing_else() {
        String key = key(Scope.MODELS_INVOKE);

        assertThat(chat(HELLO, "Authorization", "Bearer " + key).statusCode()).isEqualTo(200);
        assertThat(chat(HELLO, "x-api-key", key).statusCode()).isEqualTo(200);
        assertThat(gateway.get("/api/sessions", "Authorization", "Bearer " + key)
                        .statusCode())
                .isEqualTo(403);
        assertThat(gateway.get("/api/sessions", "x-api-key", key).statusCode()).isEqualTo(401);
    }

    @Test
    void without_the_scope_or_a_key_the_refusal_has_the_form_that_clients_read() {
        HttpResponse<String> stranger = chat(HELLO);
        HttpResponse<String> reader = chat(HELLO, "Authorization", "Bearer " + key(Scope.WRITE));

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(error(stranger).path("code").asString()).isEqualTo("invalid_api_key");
        assertThat(error(stranger).path("type").asString()).isEqualTo("authentication_error");
        assertThat(reader.statusCode()).isEqualTo(403);
        assertThat(error(reader).path("message").asString()).contains("models.invoke");
    }

    @Test
    void a_limit_refuses_in_the_form_of_the_dialect_and_says_when_to_come_back() {
        String key = key(Scope.MODELS_INVOKE);
        gateway.admitting = (_, _) -> new Admission.Refusal(
                Admission.Kind.RATE,
                "The key may ask 3 times a minute.",
                Optional.of(java.time.Duration.ofMillis(1500)),
                Map.of("x-ratelimit-remaining-requests", "0"));

        HttpResponse<String> answer = chat(HELLO, "Authorization", "Bearer " + key);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("2");
        assertThat(answer.headers().firstValue("x-should-retry")).hasValue("true");
        assertThat(answer.headers().firstValue("x-ratelimit-remaining-requests"))
                .hasValue("0");
        assertThat(error(answer).path("code").asString()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void who_may_answer_stands_in_what_is_admitted_and_each_call_is_settled_once() throws InterruptedException {
        var settled = new LinkedBlockingQueue<String>();
        gateway.admitting = (caller, ask) -> {
            assertThat(caller.id()).isPresent();
            assertThat(ask.candidates()).extracting(ModelId::name).containsExactly("scripted-1");
            return (Admission.Grant) report -> settled.add(
                    report.status() + " " + report.answered().orElseThrow().name() + " "
                            + report.usage().output());
        };

        chat(HELLO, "Authorization", "Bearer " + key(Scope.MODELS_INVOKE));

        assertThat(settled.poll(20, TimeUnit.SECONDS)).isEqualTo("200 scripted-1 2");
        assertThat(settled).isEmpty();
    }

    @Test
    void the_models_are_listed_and_found_in_both_forms() {
        String[] openai = {"Authorization", "Bearer " + key(Scope.MODELS_INVOKE)};
        String[] anthropic = {"x-api-key", key(Scope.MODELS_INVOKE), "anthropic-version", "2023-06-01"};

        JsonNode list = TestGateway.json(gateway.get("/v1/models", openai));
        JsonNode theirs = TestGateway.json(gateway.get("/v1/models", anthropic));

        assertThat(list.path("object").asString()).isEqualTo("list");
        List<String> ids = list.path("data").findValuesAsString("id");
        assertThat(ids).hasSize(2).allMatch(id -> id.matches("custom-.*::scripted-[12]"));
        assertThat(theirs.path("data").path(0).path("type").asString()).isEqualTo("model");
        assertThat(TestGateway.json(gateway.get("/v1/models/" + ids.getFirst(), openai))
                        .path("owned_by")
                        .asString())
                .startsWith("custom-");
        assertThat(error(gateway.get("/v1/models/nobody::at-all", openai))
                        .path("code")
                        .asString())
                .isEqualTo("model_not_found");
        assertThat(error(gateway.get("/v1/audio/voices", openai)).path("code").asString())
                .isEqualTo("not_found");
    }

    @Test
    void a_body_that_names_two_models_or_none_is_refused() {
        String[] key = {"Authorization", "Bearer " + key(Scope.MODELS_INVOKE)};

        for (String body : List.of(
                "[]",
                "{\"messages\":[]}",
                "{\"model\":\"a\",\"model\":\"b\"}",
                "{\"model\":\"a\",\"Model\":\"b\"}",
                "{\"model\":\"a\",\"mod\\u0065l\":\"b\"}",
                "{\"model\":\"a\"}{}",
                "{\"model\":"))
            assertThat(chat(body, key).statusCode()).as(body).isEqualTo(400);
        assertThat(gateway.model.arrived()).isZero();
    }

    @Test
    void an_answer_comes_whole_and_in_pieces() {
        String[] key = {"Authorization", "Bearer " + key(Scope.MODELS_INVOKE)};

        JsonNode whole = TestGateway.json(chat(HELLO, key));
        HttpResponse<String> stream =
                chat(HELLO.replaceFirst("\\{", "{\"stream\":true,\"stream_options\":{\"include_usage\":true},"), key);

        assertThat(whole.path("object").asString()).isEqualTo("chat.completion");
        assertThat(whole.path("choices").path(0).path("message").path("content").asString())
                .isEqualTo("Hello there");
        assertThat(stream.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        List<String> frames =
                stream.body().lines().filter(line -> !line.isEmpty()).toList();
        assertThat(frames.getLast()).isEqualTo("data: [DONE]");
        assertThat(frames.stream()
                        .filter(line -> line.startsWith("data: {"))
                        .map(line -> Json.parse(line.substring(6))
                                .path("choices")
                                .path(0)
                                .path("delta")
                                .path("content")
                                .asString(""))
                        .reduce("", String::concat))
                .isEqualTo("Hello there");
        assertThat(Json.parse(frames.get(frames.size() - 2).substring(6))
                        .path("usage")
                        .path("completion_tokens")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void a_key_that_is_revoked_ends_its_calls_with_an_error_in_the_stream() throws InterruptedException {
        Secret session =
                access.accounts.sessions().begin(SignInMethod.PASSWORD, "", "").token();
        ApiKeys.Created made = access.accounts.keys().create("k", Set.of(Scope.MODELS_INVOKE), Optional.empty());
        script = Reply.says("Hello there").thenStalls();
        var answer = new LinkedBlockingQueue<String>();
        Thread.ofVirtual()
                .start(() -> answer.add(chat(
                                HELLO.replaceFirst("\\{", "{\"stream\":true,"),
                                "Authorization",
                                "Bearer " + made.secret().reveal())
                        .body()));
        gateway.model.awaitRequests(1);

        gateway.send(
                gateway.request("/api/auth/api-keys/" + made.key().id(), "Cookie", "moltis_session=" + session.reveal())
                        .DELETE()
                        .build());

        assertThat(answer.poll(20, TimeUnit.SECONDS)).contains("error").doesNotContain("[DONE]");
        gateway.model.awaitQuiet();
        assertThat(chat(HELLO, "Authorization", "Bearer " + made.secret().reveal())
                        .statusCode())
                .isEqualTo(401);
    }
}
