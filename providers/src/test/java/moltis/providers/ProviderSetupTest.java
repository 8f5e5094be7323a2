package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.Secret;
import moltis.core.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderSetupTest {

    @TempDir
    Path folder;

    private final FakeVendor vendor = new FakeVendor();
    private Household house;

    @BeforeEach
    void moveIn() {
        house = new Household(folder);
        vendor.on("/v1/models", "{\"data\":[{\"id\":\"alpha\"},{\"id\":\"beta\"}]}");
    }

    @AfterEach
    void leave() {
        house.close();
        vendor.close();
    }

    @Test
    void a_saved_key_connects_at_once_with_the_models_that_the_provider_lists() throws InterruptedException {
        Providers providers = house.start();

        providers.setup().saveKey(new KeyInput("mistral", key("k"), vendor.url("/v1"), null, Optional.empty()));

        assertThat(providers.catalog().open("mistral::alpha").card().provider()).isEqualTo("mistral");
        assertThat(house.published("providers.updated"))
                .containsExactly(Json.object().put("provider", "mistral"));
        assertThat(house.published("models.updated"))
                .containsExactly(Json.object().put("reason", "provider-changed").put("provider", "mistral"));
        assertThat(house.switched).isEmpty();
    }

    @Test
    void a_key_that_its_provider_refuses_is_never_written() {
        vendor.on("/v1/models", 401, "{}");

        assertThatThrownBy(() -> house.start()
                        .setup()
                        .saveKey(new KeyInput("mistral", key("k"), vendor.url("/v1"), null, Optional.empty())))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_REJECTED));
        assertThat(house.keys()).doesNotExist();
    }

    @Test
    void a_key_can_be_saved_while_its_server_is_down() throws InterruptedException {
        vendor.close();

        house.start()
                .setup()
                .saveKey(new KeyInput("mistral", key("k"), vendor.url("/v1"), List.of("alpha"), Optional.empty()));

        assertThat(house.start().catalog().open("mistral::alpha").card().preferred())
                .isTrue();
    }

    @Test
    void a_removed_provider_stays_removed_although_the_environment_has_a_key() throws InterruptedException {
        house.environment.put("MISTRAL_API_KEY", "from-env");
        Providers providers = house.start();
        providers.setup().saveKey(new KeyInput("mistral", key("k"), vendor.url("/v1"), null, Optional.empty()));

        RemovedProvider removed = providers.setup().removeKey("mistral");

        assertThat(removed).isEqualTo(new RemovedProvider(true, List.of("env:MISTRAL_API_KEY")));
        assertThat(house.switched).isEqualTo(Map.of("mistral", false));
        assertThat(house.start().catalog().models()).isEmpty();

        providers.setup().saveKey(new KeyInput("mistral", key("k2"), vendor.url("/v1"), null, Optional.empty()));
        assertThat(house.switched).isEqualTo(Map.of("mistral", true));
        assertThat(house.start().catalog().models()).isNotEmpty();
    }

    @Test
    void an_optional_key_needs_no_word_from_the_person() throws InterruptedException {
        vendor.on("/api/v0/models", "{\"data\":[{\"id\":\"qwen3\",\"type\":\"llm\",\"max_context_length\":32768}]}");

        house.start()
                .setup()
                .saveKey(new KeyInput("lmstudio", Optional.empty(), vendor.url("/v1"), null, Optional.empty()));

        assertThat(house.start().catalog().open("lmstudio::qwen3").card().local())
                .isTrue();
        assertThat(house.start().setup().available())
                .filteredOn(AvailableProvider::configured)
                .extracting(AvailableProvider::name)
                .containsExactly("lmstudio");
    }

    @Test
    void the_same_server_keeps_its_name_and_another_path_gets_a_number() throws InterruptedException {
        ProviderSetup setup = house.start().setup();
        vendor.on("/other/models", "{\"data\":[{\"id\":\"gamma\"}]}");

        AddedProvider first = setup.addCustom(vendor.url("/v1"), key("k"), Optional.of("alpha"));
        AddedProvider again =
                setup.addCustom(vendor.url("/v1").replace("http", "HTTP") + "/", key("k2"), Optional.empty());
        AddedProvider other = setup.addCustom(vendor.url("/other"), key("k"), Optional.of(" "));

        assertThat(first.providerName()).matches("custom-localhost-\\d+");
        assertThat(again.providerName()).isEqualTo(first.providerName());
        assertThat(other.providerName()).isEqualTo(first.providerName() + "-2");
        assertThat(house.start().catalog().models())
                .extracting(card -> card.id().name())
                .containsExactlyInAnyOrder("alpha", "beta", "gamma");
    }

    @Test
    void names_of_custom_servers_follow_their_host() {
        assertThat(BaseUrl.customName("https://API.together.ai/v1", Map.of())).isEqualTo("custom-together-ai");
        assertThat(BaseUrl.customName("http://[::1]:8080/v1", Map.of())).isEqualTo("custom-1-8080");
        assertThat(BaseUrl.customName(
                        "https://api.together.ai/v1/", Map.of("custom-mine", "https://API.together.ai:443/v1")))
                .isEqualTo("custom-mine");
    }

    @Test
    void a_refused_custom_server_leaves_no_entry_behind() {
        vendor.on("/v1/models", 403, "{}");

        assertThatThrownBy(() -> house.start().setup().addCustom(vendor.url("/v1"), key("k"), Optional.empty()))
                .isInstanceOf(ProviderException.class);
        assertThat(house.keys()).doesNotExist();
    }

    @Test
    void a_saved_model_comes_first_and_the_others_stay() {
        house.key("openai", "k");
        ProviderSetup setup = house.start().setup();

        setup.saveModels("openai", List.of("gpt-5.2", "gpt-5-mini"));
        setup.saveModel("openai", "openai::gpt-5.6-sol@reasoning-low");

        assertThat(setup.available())
                .filteredOn(provider -> provider.name().equals("openai"))
                .singleElement()
                .extracting(AvailableProvider::models, AvailableProvider::model)
                .containsExactly(List.of("gpt-5.6-sol", "gpt-5.2", "gpt-5-mini"), Optional.of("gpt-5.6-sol"));
    }

    @Test
    void the_offered_list_gives_the_order_and_no_entry_ever_holds_a_key() {
        house.key("anthropic", "sk-ant-api03-hidden").server("custom-x", "sk-hidden", "http://127.0.0.1:9/v1", "m");
        house.signIns.put("github-copilot", ProviderAccountsTest.signedIn());
        house.settings = new ProvidersSettings(List.of("claude", "openai"), false, Map.of(), List.of(), Map.of(), true);

        List<AvailableProvider> shown = house.start().setup().available();

        assertThat(shown)
                .extracting(AvailableProvider::name)
                .startsWith("anthropic", "openai")
                .contains("github-copilot");
        assertThat(shown).extracting(AvailableProvider::uiOrder).isSorted();
        assertThat(Json.write(shown)).doesNotContain("hidden");
        assertThat(shown.toString()).doesNotContain("hidden");
        assertThat(house.start().setup().available()).isEqualTo(shown);
    }

    @Test
    void a_provider_is_shown_with_the_fields_of_the_protocol() {
        house.environment.put("ANTHROPIC_API_KEY", "sk-ant-api03-x");

        var shown = Json.MAPPER.valueToTree(house.start().setup().available().stream()
                .filter(provider -> provider.name().equals("anthropic"))
                .findFirst()
                .orElseThrow());

        assertThat(shown.toString())
                .isEqualTo(
                        "{\"name\":\"anthropic\",\"displayName\":\"Anthropic\",\"authType\":\"api-key\","
                                + "\"configured\":true,\"defaultBaseUrl\":\"https://api.anthropic.com\",\"models\":[],"
                                + "\"requiresModel\":false,\"keyOptional\":false,\"uiOrder\":2,"
                                + "\"keySource\":\"env:ANTHROPIC_API_KEY\",\"state\":\"connected\",\"connectedBy\":\"key\","
                                + "\"keySources\":[{\"source\":\"env:ANTHROPIC_API_KEY\",\"used\":true,\"why\":\"It comes first.\"}]}");
    }

    @Test
    void a_test_of_a_provider_uses_the_key_that_is_in_use() throws InterruptedException {
        house.server("mistral", "k", vendor.url("/v1"));
        ProviderSetup setup = house.start().setup();

        assertThat(setup.test("mistral").valid()).isTrue();
        assertThat(setup.test("anthropic").kind()).isEqualTo("auth");
    }

    private static Optional<Secret> key(String text) {
        return Secret.ofNullable(text);
    }
}
