package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.Message;
import moltis.core.model.StreamEvent;
import moltis.testing.model.Cues;
import moltis.testing.model.ScriptedModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a key to an answer, over the real wire. */
class ConnectedModelTest {

    @TempDir
    Path folder;

    private final ScriptedModelServer server = ScriptedModelServer.start(new Cues(Duration.ZERO));
    private Household house;

    @BeforeEach
    void moveIn() {
        house = new Household(folder);
    }

    @AfterEach
    void leave() {
        house.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic, ''",
        "anthropic, /v1",
        "openai, /v1",
        "mistral, /v1",
        "openrouter, /v1",
        "lmstudio, /v1",
        "groq, /v1",
        "custom-mine, /v1"
    })
    void a_provider_answers_with_a_model_that_it_lists(String provider, String path) throws InterruptedException {
        house.server(provider, ScriptedModelServer.KEY, server.uri() + path);
        Providers providers = house.startOnTheWire();

        providers.catalog().prepare(provider + "::scripted-1");
        StringBuilder answer = new StringBuilder();
        Completion completion = providers.catalog().open(provider + "::scripted-1").model().stream(
                ChatRequest.of(List.of(Message.User.text("hello")), List.of()), event -> {
                    if (event instanceof StreamEvent.Text(var delta)) answer.append(delta);
                });

        assertThat(answer).isNotEmpty();
        assertThat(completion.model()).hasToString(provider + "::scripted-1");
        assertThat(providers.setup().report().getFirst().lastError()).isEmpty();
    }

    @Test
    void a_wrong_key_is_told_at_the_first_question() {
        house.server("custom-mine", "wrong", server.uri() + "/v1", "scripted-1");
        Providers providers = house.startOnTheWire();

        assertThatThrownBy(() -> providers.catalog().open("scripted-1").model().stream(
                        ChatRequest.of(List.of(Message.User.text("hello")), List.of()), _ -> {}))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_REJECTED));
        assertThat(providers.setup().report().getFirst().lastError()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"custom-mine, scripted-1", "opencode-zen, gpt-5.5"})
    void the_responses_protocol_is_spoken_where_it_is_configured_or_known(String provider, String model)
            throws InterruptedException {
        house.server(provider, ScriptedModelServer.KEY, server.uri() + "/v1", model);
        if (provider.equals("custom-mine")) house.change(provider, table -> table.responses = true);

        house.startOnTheWire().catalog().open(provider + "::" + model).model().stream(
                ChatRequest.of(List.of(Message.User.text("hello")), List.of()), _ -> {});

        assertThat(server.requests().getLast().path()).isEqualTo("/v1/responses");
    }

    @Test
    void no_cache_retention_means_no_marker() throws InterruptedException {
        house.server("anthropic", ScriptedModelServer.KEY, server.uri().toString(), "scripted-1");
        ChatRequest hello =
                ChatRequest.of(List.of(new Message.System("be kind"), Message.User.text("hello")), List.of());
        house.startOnTheWire().catalog().open("scripted-1").model().stream(hello, _ -> {});
        assertThat(server.requests().getLast().json().toString()).contains("cache_control");

        house.change("anthropic", table -> table.cacheRetention = CacheRetention.NONE);
        house.startOnTheWire().catalog().open("scripted-1").model().stream(hello, _ -> {});
        assertThat(server.requests().getLast().json().toString()).doesNotContain("cache_control");
    }
}
