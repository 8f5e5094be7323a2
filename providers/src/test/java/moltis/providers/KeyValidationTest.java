package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.testing.model.Cues;
import moltis.testing.model.ScriptedModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyValidationTest {

    @TempDir
    Path folder;

    private final FakeVendor vendor = new FakeVendor();
    private final ScriptedModelServer scripted = ScriptedModelServer.start(new Cues(Duration.ZERO));
    private Household house;

    @BeforeEach
    void moveIn() {
        house = new Household(folder);
    }

    @AfterEach
    void leave() {
        house.close();
        vendor.close();
        scripted.close();
    }

    @Test
    void a_good_anthropic_key_is_answered_with_the_models_it_can_use() throws InterruptedException {
        List<ValidationProgress> seen = new ArrayList<>();
        KeyInput input = new KeyInput(
                "anthropic",
                Secret.ofNullable(ScriptedModelServer.KEY),
                scripted.uri().toString(),
                null,
                Optional.of("r1"));

        Validation result = house.startOnTheWire().setup().validateKey(input, seen::add);

        assertThat(result)
                .isEqualTo(Validation.good(List.of(
                        new ValidatedModel("anthropic::scripted-1", "Scripted 1", "anthropic", true),
                        new ValidatedModel("anthropic::scripted-2", "Scripted 2", "anthropic", true))));
        assertThat(seen)
                .extracting(ValidationProgress::phase)
                .containsExactly("start", "candidates_discovered", "complete");
        assertThat(seen).allSatisfy(progress -> assertThat(progress.requestId()).contains("r1"));
        assertThat(seen.getLast().modelCount()).isEqualTo(2);
        assertThat(house.keys()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"401, auth", "403, forbidden", "429, rate_limit", "402, billing"})
    void a_refusal_is_sorted_by_its_kind_and_nothing_is_written(int status, String kind) throws InterruptedException {
        vendor.on("/v1/models", status, "{\"error\":{\"message\":\"so says the vendor\"}}");

        Validation result = validate(
                new KeyInput("mistral", Secret.ofNullable("wrong-key"), vendor.url("/v1"), null, Optional.empty()));

        assertThat(result.valid()).isFalse();
        assertThat(result.kind()).isEqualTo(kind);
        assertThat(result.error()).contains("so says the vendor").doesNotContain("wrong-key");
        assertThat(house.keys()).doesNotExist();
    }

    @Test
    void a_wrong_key_is_invalid_although_we_know_models_of_the_vendor() throws InterruptedException {
        house.key("anthropic", "other").key("openai", "other");
        vendor.on("/v1/models", 401, "{}");

        Validation result =
                validate(new KeyInput("mistral", Secret.ofNullable("k"), vendor.url("/v1"), null, Optional.empty()));

        assertThat(result.valid()).isFalse();
        assertThat(house.resolved).doesNotContain("api.anthropic.com", "api.openai.com");
        assertThat(vendor.last().getHeaders().get("authorization")).isEqualTo("Bearer k");
    }

    @Test
    void a_server_that_is_not_there_cannot_be_reached() throws InterruptedException {
        vendor.close();

        Validation result =
                validate(new KeyInput("mistral", Secret.ofNullable("k"), vendor.url("/v1"), null, Optional.empty()));

        assertThat(result.kind()).isEqualTo("unreachable");
        assertThat(validate(KeyInput.of("mistral", "k")).kind()).isEqualTo("dns");
    }

    @Test
    void a_vendor_without_a_list_is_asked_for_one_token() throws InterruptedException {
        house.models = endpoint -> (request, _) -> {
            assertThat(request.maxOutputTokens()).contains(16);
            throw new ProviderException(ErrorCode.KEY_REJECTED, "minimax", "MiniMax rejected the API key.", "");
        };

        assertThat(validate(KeyInput.of("minimax", "k")).kind()).isEqualTo("auth");
        assertThat(house.opened.getFirst().id()).hasToString("minimax::MiniMax-M3");
        assertThat(house.resolved).isEmpty();
    }

    @Test
    void a_public_list_does_not_prove_a_key() throws InterruptedException {
        vendor.on("/v1/models", "{\"data\":[{\"id\":\"a/b\"}]}").on("/v1/key", 401, "{}");
        KeyInput input = new KeyInput("openrouter", Secret.ofNullable("k"), vendor.url("/v1"), null, Optional.empty());

        assertThat(validate(input).kind()).isEqualTo("auth");

        vendor.on("/v1/key", "{\"data\":{}}");
        assertThat(validate(input).models()).extracting(ValidatedModel::id).containsExactly("openrouter::a/b");
    }

    @Test
    void groq_and_xai_are_vendors_like_any_other() throws InterruptedException {
        vendor.on("/v1/models", "{\"data\":[{\"id\":\"llama-3.3-70b\",\"context_window\":131072}]}");

        Validation result =
                validate(new KeyInput("groq", Secret.ofNullable("k"), vendor.url("/v1"), null, Optional.empty()));

        assertThat(result.models())
                .containsExactly(new ValidatedModel("groq::llama-3.3-70b", "llama-3.3-70b", "groq", true));
    }

    @Test
    void an_openai_key_for_another_server_is_checked_under_that_servers_name() throws InterruptedException {
        vendor.on("/v1/models", "{\"data\":[{\"id\":\"m\"}]}");

        Validation result =
                validate(new KeyInput("openai", Secret.ofNullable("k"), vendor.url("/v1"), null, Optional.empty()));

        assertThat(result.models())
                .singleElement()
                .satisfies(model -> assertThat(model.provider()).startsWith("custom-localhost-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://h/v1/Chat/Completions/", "api.example.com/v1", "ftp://h", "https://u:p@h/v1", "http://"
            })
    void an_address_that_is_not_the_base_of_an_api_is_refused_everywhere(String url) {
        ProviderSetup setup = house.start().setup();
        KeyInput input = new KeyInput("mistral", Secret.ofNullable("k"), url, null, Optional.empty());

        assertThatThrownBy(() -> setup.validateKey(input, ValidationProgress.Listener.NONE))
                .isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> setup.saveKey(input)).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> setup.addCustom(url, Secret.ofNullable("k"), Optional.empty()))
                .isInstanceOf(RequestException.class);
        assertThat(house.keys()).doesNotExist();
    }

    @Test
    void a_completion_path_is_refused_with_the_base_that_was_meant() {
        assertThatThrownBy(() -> BaseUrl.checked("https://h/v1/Chat/Completions/"))
                .isInstanceOfSatisfying(
                        MoltisException.class, e -> assertThat(e.hint()).isEqualTo("Use https://h/v1."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "your-api-key",
                "sk-...",
                "****1234",
                "${OPENAI_API_KEY}",
                "<key>",
                "two words",
                "[secret]",
                "sk-…"
            })
    void placeholders_and_masks_are_refused_before_anybody_is_asked(String key) {
        assertThatThrownBy(() -> house.start().setup().saveKey(KeyInput.of("openai", key)))
                .isInstanceOf(ProviderException.class);
        assertThat(house.resolved).isEmpty();
        assertThat(house.keys()).doesNotExist();
    }

    @Test
    void a_server_of_ones_own_may_have_any_word_as_its_key() throws InterruptedException {
        vendor.on("/v1/models", "{\"data\":[{\"id\":\"m\"}]}");

        ProviderSetup setup = house.start().setup();
        setup.addCustom(vendor.url("/v1"), Secret.ofNullable("none"), Optional.empty());

        assertThat(house.start().catalog().models()).hasSize(1);
        assertThatThrownBy(() -> setup.addCustom(vendor.url("/v1"), Secret.ofNullable("sk-***"), Optional.empty()))
                .hasMessageContaining("masked");
    }

    @Test
    void ollama_has_four_outcomes() throws InterruptedException {
        FakeVendor ollama = vendor;
        KeyInput any = new KeyInput("ollama", Optional.empty(), ollama.url(""), null, Optional.empty());
        KeyInput one =
                new KeyInput("ollama", Optional.empty(), ollama.url(""), List.of("ollama::llama3.2"), Optional.empty());

        ollama.on("/api/tags", "{\"models\":[]}");
        assertThat(validate(any).error()).contains("ollama pull");

        ollama.on("/api/tags", "{\"models\":[{\"name\":\"phi3:latest\"}]}");
        assertThat(validate(one).error()).contains("llama3.2 is not installed", "ollama pull llama3.2");

        ollama.on("/api/tags", "{\"models\":[{\"name\":\"phi3:latest\"},{\"name\":\"llama3.2:3b\"}]}");
        assertThat(validate(one).models())
                .extracting(ValidatedModel::id)
                .contains("ollama::llama3.2", "ollama::phi3:latest");

        ollama.close();
        assertThat(validate(any).kind()).isEqualTo("unreachable");
    }

    @Test
    void a_connected_provider_can_be_checked_again_without_typing_its_key() throws InterruptedException {
        vendor.on("/v1/models", "{\"data\":[{\"id\":\"m\"}]}");
        house.server("mistral", "in-use", vendor.url("/v1"));

        assertThat(validate(KeyInput.of("mistral", null)).valid()).isTrue();
        assertThat(vendor.last().getHeaders().get("authorization")).isEqualTo("Bearer in-use");

        KeyInput elsewhere = new KeyInput("mistral", Optional.empty(), "http://127.0.0.1:9/v1", null, Optional.empty());
        assertThatThrownBy(() -> validate(elsewhere)).hasMessage("missing 'apiKey' parameter");
    }

    @Test
    void what_is_missing_is_named() {
        ProviderSetup setup = house.start().setup();

        assertThatThrownBy(() -> setup.validateKey(KeyInput.of("nobody", "k"), ValidationProgress.Listener.NONE))
                .hasMessage("unknown provider: nobody");
        assertThatThrownBy(() -> setup.saveKey(KeyInput.of("openai", " "))).hasMessage("missing 'apiKey' parameter");
        assertThatThrownBy(() -> setup.saveKey(KeyInput.of("github-copilot", "k")))
                .hasMessage("unknown provider: github-copilot");
        assertThatThrownBy(() -> setup.validateKey(KeyInput.of("custom-new", "k"), ValidationProgress.Listener.NONE))
                .hasMessage("missing 'baseUrl' parameter");
    }

    private Validation validate(KeyInput input) throws InterruptedException {
        return house.start().setup().validateKey(input, ValidationProgress.Listener.NONE);
    }
}
