package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderAccountsTest {

    @TempDir
    Path folder;

    private Household house;

    @BeforeEach
    void moveIn() {
        house = new Household(folder);
    }

    @AfterEach
    void leave() {
        house.close();
    }

    @Test
    void a_key_is_taken_from_configuration_then_file_then_variable_then_the_generic_pair() throws IOException {
        house.key("openai", "from-config");
        saved("{\"openai\":{\"apiKey\":\"from-file\"}}");
        house.environment.putAll(
                Map.of("OPENAI_API_KEY", "from-variable", "PROVIDER", "openai", "API_KEY", "from-pair"));

        assertThat(source("openai")).contains("config:[providers.openai].api_key");
        house.tables.clear();
        assertThat(source("openai")).contains("file:" + house.keys());
        Files.delete(house.keys());
        assertThat(source("openai")).contains("env:OPENAI_API_KEY");
        house.environment.remove("OPENAI_API_KEY");
        assertThat(source("openai")).contains("env:PROVIDER+API_KEY");
    }

    @Test
    void an_empty_key_or_a_placeholder_hides_nothing() throws IOException {
        house.key("openai", "");
        saved("{\"openai\":{\"apiKey\":\"sk-***\"}}");
        house.environment.put("OPENAI_API_KEY", "sk-real");

        assertThat(source("openai")).contains("env:OPENAI_API_KEY");
    }

    @Test
    void gemini_takes_googles_variable_and_a_blank_one_does_not_shadow_it() {
        house.environment.putAll(Map.of("GEMINI_API_KEY", "  ", "GOOGLE_API_KEY", "g"));

        assertThat(source("gemini")).contains("env:GOOGLE_API_KEY");
    }

    @Test
    void the_generic_pair_connects_the_one_provider_that_it_names() {
        house.environment.putAll(Map.of("MOLTIS_PROVIDER", "grok", "API_KEY", "k"));

        assertThat(connected()).containsExactly("xai");
        assertThat(source("xai")).contains("env:MOLTIS_PROVIDER+API_KEY");
    }

    @Test
    void both_the_switch_and_the_offered_list_must_allow_a_provider() {
        house.key("openai", "k").key("anthropic", "k").key("mistral", "k");
        house.change("mistral", table -> table.enabled = false);
        house.settings =
                new ProvidersSettings(List.of("claude", "mistral"), false, Map.of(), List.of(), Map.of(), true);

        assertThat(connected()).containsExactly("anthropic");
    }

    @Test
    void a_sign_in_obeys_its_own_switch_only() {
        house.signIns.put("openai-codex", signedIn());
        house.settings = new ProvidersSettings(List.of("openai"), false, Map.of(), List.of(), Map.of(), true);

        assertThat(connected()).containsExactly("openai-codex");
    }

    @Test
    void a_local_server_is_there_only_if_something_says_so() {
        assertThat(connected()).isEmpty();

        house.environment.put("OLLAMA_BASE_URL", "http://localhost:11434");
        house.table("lmstudio", Optional.empty(), Optional.empty(), "qwen3");

        assertThat(connected()).containsExactly("ollama", "lmstudio");
        ProviderReport ollama = house.start().setup().report().getFirst();
        assertThat(ollama.baseUrl()).contains("http://localhost:11434/v1");
        assertThat(ollama.local()).isTrue();
    }

    @Test
    void a_hosted_deployment_has_no_local_providers() {
        house.environment.put("OLLAMA_BASE_URL", "http://localhost:11434");
        house.settings = new ProvidersSettings(List.of(), false, Map.of(), List.of(), Map.of(), false);

        assertThat(house.start().setup().available())
                .extracting(AvailableProvider::name)
                .contains("openai")
                .doesNotContain("ollama", "lmstudio", "local-llm");
    }

    @Test
    void a_custom_provider_needs_key_and_address_but_no_running_server() {
        house.table("custom-x", Optional.of("k"), Optional.empty(), "m");
        assertThat(connected()).isEmpty();

        house.table("custom-x", Optional.of("k"), Optional.of("http://127.0.0.1:9/v1"), "m");
        assertThat(house.start().catalog().models())
                .extracting(card -> card.id().toString())
                .containsExactly("custom-x::m");
    }

    @Test
    void a_provider_that_is_known_but_not_connected_says_what_is_missing() {
        assertThatThrownBy(() -> house.start().catalog().open("mistral::mistral-large-latest"))
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.KEY_MISSING);
                    assertThat(e.hint()).contains("moltis providers add mistral", "MISTRAL_API_KEY");
                });
    }

    @Test
    void an_address_that_cannot_be_one_is_a_problem_and_not_a_crash() {
        house.server("openai", "k", "https://api.openai.com/v1/Chat/Completions/");

        assertThat(connected()).isEmpty();
        assertThat(house.start().setup().report())
                .singleElement()
                .satisfies(report -> assertThat(report.problems().getFirst()).contains("not the completion path"));
    }

    static CredentialSource signedIn() {
        return new TestSignIn(TestSignIn.token("token", "https://endpoint.test"));
    }

    private Optional<String> source(String provider) {
        return house.start().setup().report().stream()
                .filter(report -> report.name().equals(provider))
                .findFirst()
                .flatMap(ProviderReport::keySource);
    }

    private List<String> connected() {
        return house.start().setup().report().stream()
                .filter(ProviderReport::connected)
                .map(ProviderReport::name)
                .toList();
    }

    private void saved(String json) throws IOException {
        Files.createDirectories(house.config());
        Files.writeString(house.keys(), json);
    }
}
