package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.Secret;
import moltis.providers.table.AnthropicKeyRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every door through which a sign-in token of Claude could come in. */
class AnthropicKeyRefusalTest {

    private static final String TOKEN = "sk-ant-oat01-abcdefghijklmnop";

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
    void in_the_configuration() {
        house.key("anthropic", TOKEN);

        assertRefusedFrom("config:[providers.anthropic].api_key");
    }

    @Test
    void in_the_environment() {
        house.environment.put("ANTHROPIC_API_KEY", TOKEN);

        assertRefusedFrom("env:ANTHROPIC_API_KEY");
    }

    @Test
    void in_the_generic_variables() {
        house.environment.put("MOLTIS_PROVIDER", "claude");
        house.environment.put("MOLTIS_API_KEY", TOKEN);

        assertRefusedFrom("env:MOLTIS_PROVIDER+MOLTIS_API_KEY");
    }

    @Test
    void in_the_key_file() throws IOException {
        Files.createDirectories(house.config());
        Files.writeString(house.keys(), "{\"anthropic\":{\"apiKey\":\"" + TOKEN + "\"}}");

        assertRefusedFrom("file:" + house.keys());
    }

    @Test
    void in_the_key_file_of_the_main_configuration() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(home.resolve("provider_keys.json"), "{\"anthropic\":\"" + TOKEN + "\"}");
        house.home = Optional.of(home);

        assertRefusedFrom("file:" + home.resolve("provider_keys.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "openai", "openrouter"})
    void when_saved_for_any_provider(String provider) {
        ProviderSetup setup = house.start().setup();

        assertThatThrownBy(() -> setup.saveKey(KeyInput.of(provider, " " + TOKEN)))
                .asInstanceOf(type(ProviderException.class))
                .extracting(ProviderException::code, ProviderException::sentence, ProviderException::hint)
                .containsExactly(ErrorCode.CREDENTIAL_REFUSED, AnthropicKeyRule.SENTENCE, AnthropicKeyRule.HINT);
        assertThat(house.keys()).doesNotExist();
        assertThat(house.resolved).isEmpty();
    }

    @Test
    void when_validated() throws InterruptedException {
        Validation result =
                house.start().setup().validateKey(KeyInput.of("anthropic", TOKEN), ValidationProgress.Listener.NONE);

        assertThat(result)
                .isEqualTo(
                        new Validation(false, null, AnthropicKeyRule.SENTENCE + " " + AnthropicKeyRule.HINT, "auth"));
        assertThat(house.resolved).isEmpty();
    }

    @Test
    void when_meant_for_a_server_of_ones_own() {
        ProviderSetup setup = house.start().setup();

        assertThatThrownBy(
                        () -> setup.addCustom("http://127.0.0.1:9/v1", Optional.of(Secret.of(TOKEN)), Optional.empty()))
                .hasMessage(AnthropicKeyRule.SENTENCE);
        assertThat(house.keys()).doesNotExist();
    }

    @Test
    void does_not_hide_a_proper_key_behind_it() {
        house.key("anthropic", TOKEN);
        house.environment.put("ANTHROPIC_API_KEY", "sk-ant-api03-proper");

        Providers providers = house.start();
        providers.catalog().open("anthropic::claude-opus-4-6");

        assertThat(house.opened.getFirst().key()).isEqualTo(Secret.of("sk-ant-api03-proper"));
        assertThat(providers.setup().report())
                .singleElement()
                .extracting(ProviderReport::keySource, ProviderReport::problems)
                .containsExactly(
                        Optional.of("env:ANTHROPIC_API_KEY"),
                        List.of("config:[providers.anthropic].api_key: " + AnthropicKeyRule.SENTENCE));
    }

    @Test
    void refresh_tokens_too_but_no_other_prefix() {
        assertThat(AnthropicKeyRule.refuses("sk-ant-ort01-x")).isTrue();
        assertThat(AnthropicKeyRule.refuses("sk-ant-api03-x")).isFalse();
        assertThat(AnthropicKeyRule.refuses("sk-proxy-key")).isFalse();
    }

    private void assertRefusedFrom(String source) {
        Providers providers = house.start();

        assertThat(providers.catalog().models()).isEmpty();
        assertThatThrownBy(() -> providers.catalog().open("anthropic::claude-opus-4-6"))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.CREDENTIAL_REFUSED);
                    assertThat(refusal.sentence()).contains(AnthropicKeyRule.SENTENCE, source);
                    assertThat(refusal.hint()).isEqualTo(AnthropicKeyRule.HINT);
                    assertThat(refusal).hasMessageNotContaining(TOKEN);
                });
        assertThat(providers.setup().report())
                .singleElement()
                .satisfies(report -> assertThat(report.connected()).isFalse());
    }
}
