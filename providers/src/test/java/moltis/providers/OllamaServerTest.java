package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.json.Json;
import moltis.core.model.Capability;
import moltis.core.model.ChatRequest;
import moltis.core.model.Message;
import moltis.core.model.ModelCard;
import moltis.core.model.ToolMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OllamaServerTest {

    @TempDir
    Path folder;

    private final FakeVendor ollama = new FakeVendor();
    private Household house;

    @BeforeEach
    void moveIn() {
        house = new Household(folder);
        house.table("ollama", Optional.empty(), Optional.of(ollama.url("")));
        ollama.on("/api/ps", "{\"models\":[]}");
    }

    @AfterEach
    void leave() {
        house.close();
        ollama.close();
    }

    @Test
    @DisplayName("pain 11: the context that counts is the one the server runs with, not the one the model could have")
    void pain_11_the_servers_effective_context_counts() throws InterruptedException {
        installed(Map.of(
                "plain:latest",
                "{\"capabilities\":[\"completion\",\"tools\"],\"model_info\":{\"llama.context_length\":131072}}",
                "tuned:latest",
                "{\"capabilities\":[\"completion\"],\"parameters\":\"stop \\\"x\\\"\\nnum_ctx    16384\","
                        + "\"model_info\":{\"qwen3.context_length\":40960}}",
                "small:latest",
                "{\"capabilities\":[\"completion\"],\"model_info\":{\"bert.context_length\":512}}"));

        Providers providers = refreshed();

        assertThat(card(providers, "plain").contextTokens()).isEqualTo(OllamaServer.USUAL_CONTEXT);
        assertThat(card(providers, "tuned").contextTokens()).isEqualTo(16_384);
        assertThat(card(providers, "small").contextTokens()).isEqualTo(512);

        ollama.on("/api/ps", "{\"models\":[{\"name\":\"plain:latest\",\"context_length\":32768}]}");
        providers.models().refresh();
        assertThat(card(providers, "plain").contextTokens()).isEqualTo(32_768);
    }

    @Test
    void after_an_answer_the_context_of_the_running_model_is_learnt() throws InterruptedException {
        installed(Map.of("plain:latest", "{\"model_info\":{\"llama.context_length\":131072}}"));
        Providers providers = refreshed();
        ollama.on("/api/ps", "{\"models\":[{\"name\":\"plain:latest\",\"context_length\":8192}]}");
        house.clock.pass(Duration.ofMinutes(1));

        providers.catalog().open("ollama::plain:latest").model().stream(
                ChatRequest.of(List.of(Message.User.text("hi")), List.of()), _ -> {});

        house.awaitPublished("models.updated", 2);
        assertThat(card(providers, "plain").contextTokens()).isEqualTo(8_192);
    }

    @Test
    @DisplayName("pain 11: a model without tools gets them as text, and a configured mode wins over all")
    void pain_11_the_tool_mode_follows_what_the_model_can_do() throws InterruptedException {
        installed(Map.of(
                "chat:latest", "{\"capabilities\":[\"completion\"]}",
                "able:latest", "{\"capabilities\":[\"completion\",\"tools\",\"vision\",\"thinking\"]}",
                "llama3.3:70b", "{\"details\":{\"family\":\"llama\"}}",
                "phi3:latest", "{\"details\":{\"family\":\"phi3\",\"families\":[\"phi3\"]}}"));

        Providers providers = refreshed();

        assertThat(card(providers, "chat").toolMode()).isEqualTo(ToolMode.TEXT);
        assertThat(card(providers, "able").toolMode()).isEqualTo(ToolMode.NATIVE);
        assertThat(card(providers, "able").capabilities())
                .containsExactlyInAnyOrder(Capability.TOOLS, Capability.VISION, Capability.REASONING);
        assertThat(card(providers, "llama3.3").toolMode()).isEqualTo(ToolMode.NATIVE);
        assertThat(card(providers, "phi3").toolMode()).isEqualTo(ToolMode.TEXT);
    }

    @Test
    void a_model_that_cannot_be_described_is_listed_all_the_same() throws InterruptedException {
        ollama.on("/api/tags", "{\"models\":[{\"name\":\"odd\"}]}").on("/api/show", 500, "{}");

        assertThat(card(refreshed(), "odd").contextTokens()).isEqualTo(OllamaServer.USUAL_CONTEXT);
    }

    @Test
    void a_name_without_tag_is_the_latest_one() throws InterruptedException {
        installed(Map.of("llama3.2:latest", "{\"capabilities\":[\"tools\"],\"parameters\":\"num_ctx 9000\"}"));
        house.table("ollama", Optional.empty(), Optional.of(ollama.url("")), "llama3.2");

        Providers providers = refreshed();

        assertThat(providers.catalog().models()).singleElement().satisfies(card -> {
            assertThat(card.id()).hasToString("ollama::llama3.2");
            assertThat(card.contextTokens()).isEqualTo(9_000);
        });
    }

    @Test
    void a_pull_reports_its_progress_and_the_model_is_listed_after_it() throws InterruptedException {
        installed(Map.of("llama3.2:latest", "{}"));
        ollama.on(
                "/api/pull",
                "{\"status\":\"pulling manifest\"}\n{\"status\":\"pulling abc\",\"total\":100,\"completed\":40}\n"
                        + "{\"status\":\"success\"}\n");
        List<PullProgress> seen = new ArrayList<>();
        Providers providers = house.start();

        providers.setup().pull("ollama::llama3.2", seen::add);

        assertThat(seen)
                .containsExactly(
                        new PullProgress("pulling manifest", 0, 0),
                        new PullProgress("pulling abc", 40, 100),
                        new PullProgress("success", 0, 0));
        assertThat(card(providers, "llama3.2")).isNotNull();
    }

    @Test
    void a_pull_that_fails_or_breaks_off_says_so() {
        ProviderSetup setup = house.start().setup();

        ollama.on("/api/pull", "{\"status\":\"pulling manifest\"}\n{\"error\":\"file does not exist\"}\n");
        assertThatThrownBy(() -> setup.pull("nonsense", _ -> {})).hasMessageContaining("file does not exist");

        ollama.on("/api/pull", "{\"status\":\"pulling manifest\"}\n");
        assertThatThrownBy(() -> setup.pull("llama3.2", _ -> {}))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CUT_OFF));
    }

    @Test
    void lm_studio_tells_kind_and_loaded_context() throws InterruptedException {
        house.tables.clear();
        house.table("lmstudio", Optional.empty(), Optional.of(ollama.url("/v1")));
        ollama.on("/api/v0/models", """
                {"data":[{"id":"qwen3","type":"llm","state":"loaded","max_context_length":40960,"loaded_context_length":8192},
                         {"id":"seeing","type":"vlm","max_context_length":32768,"capabilities":["tool_use"]},
                         {"id":"vectors","type":"embeddings","max_context_length":512}]}""");

        Providers providers = refreshed();

        assertThat(providers.catalog().models())
                .extracting(card -> card.id().name(), ModelCard::contextTokens, card -> card.can(Capability.VISION))
                .containsExactlyInAnyOrder(tuple("qwen3", 8_192, false), tuple("seeing", 4_096, true));
    }

    @Test
    @DisplayName("pain 11: a llama.cpp server is used with the context that it was started with")
    void pain_11_llama_cpp_tells_its_context() throws InterruptedException {
        house.tables.clear();
        house.server("custom-llama", "k", ollama.url("/v1"));
        ollama.on("/v1/models", "{\"data\":[{\"id\":\"qwen\",\"meta\":{\"n_ctx_train\":131072}}]}")
                .on("/props", "{\"default_generation_settings\":{\"n_ctx\":8192}}");

        assertThat(card(refreshed(), "qwen").contextTokens()).isEqualTo(8_192);
    }

    @Test
    void an_older_lm_studio_is_asked_the_common_way() throws InterruptedException {
        house.tables.clear();
        house.table("lmstudio", Optional.empty(), Optional.of(ollama.url("/v1")));
        ollama.on("/v1/models", "{\"data\":[{\"id\":\"qwen3\"}]}");

        assertThat(card(refreshed(), "qwen3").provider()).isEqualTo("lmstudio");
    }

    private void installed(Map<String, String> models) {
        String names = models.keySet().stream()
                .map(name -> "{\"name\":\"" + name + "\",\"digest\":\"d-" + name + "\"}")
                .reduce((a, b) -> a + "," + b)
                .orElse("");
        ollama.on("/api/tags", "{\"models\":[" + names + "]}");
        ollama.on("/api/show", request -> {
            String wanted = Json.parse(request.getBody().utf8()).path("model").asString();
            return FakeVendor.json(200, models.get(wanted));
        });
    }

    private Providers refreshed() throws InterruptedException {
        Providers providers = house.start();
        providers.models().refresh();
        return providers;
    }

    private static ModelCard card(Providers providers, String start) {
        return providers.catalog().models().stream()
                .filter(card -> card.id().name().startsWith(start))
                .findFirst()
                .orElseThrow();
    }
}
