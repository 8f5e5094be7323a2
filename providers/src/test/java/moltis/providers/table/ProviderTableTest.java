package moltis.providers.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTableTest {

    static Stream<ProviderRow> rows() {
        return ProviderTable.rows().stream();
    }

    @Test
    void every_provider_of_the_original_is_there_in_the_order_of_the_picker() {
        assertThat(ProviderTable.rows())
                .extracting(ProviderRow::name)
                .containsExactly(
                        "openai-codex",
                        "github-copilot",
                        "anthropic",
                        "openai",
                        "gemini",
                        "groq",
                        "xai",
                        "deepseek",
                        "fireworks",
                        "mistral",
                        "openrouter",
                        "cerebras",
                        "minimax",
                        "moonshot",
                        "zai",
                        "zai-code",
                        "venice",
                        "nearai",
                        "deepinfra",
                        "alibaba-coding",
                        "ollama",
                        "lmstudio",
                        "kimi-code",
                        "opencode-zen",
                        "local-llm");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_row_is_complete(ProviderRow row) {
        assertThat(row.displayName()).isNotBlank();
        assertThat(ProviderTable.find(row.name())).contains(row);
        assertThat(row.aliases())
                .allSatisfy(alias -> assertThat(ProviderTable.normalise(alias)).isEqualTo(row.name()));
        if (row.auth() == AuthType.LOCAL) return;
        assertThat(row.defaultBaseUrl())
                .hasValueSatisfying(url -> assertThat(url).startsWith("http"));
        if (row.auth() == AuthType.API_KEY) assertThat(row.keyVariables()).isNotEmpty();
        if (row.discovery() == Discovery.NONE) assertThat(row.models()).isNotEmpty();
        assertThat(row.models()).extracting(StaticModel::id).doesNotHaveDuplicates();
        assertThat(row.models())
                .noneMatch(model ->
                        ModelFacts.unfit(model.id().substring(model.id().lastIndexOf('/') + 1)));
    }

    @Test
    void no_two_rows_share_a_name_an_alias_or_a_variable() {
        Set<String> names = new HashSet<>();
        Set<String> variables = new HashSet<>();
        for (ProviderRow row : ProviderTable.rows()) {
            assertThat(names.add(row.name())).isTrue();
            assertThat(row.aliases()).allMatch(names::add);
            assertThat(row.keyVariables()).allMatch(variables::add);
            assertThat(row.baseUrlVariable().stream()).allMatch(variables::add);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Claude, anthropic",
        "google_gemini, gemini",
        "GROK, xai",
        "local, local-llm",
        "z.ai, zai",
        "zhipu-code, zai-code",
        "dashscope_coding, alibaba-coding",
        "near-ai-cloud, nearai",
        "' openai ', openai",
        "nobody, nobody"
    })
    void names_are_normalised(String written, String name) {
        assertThat(ProviderTable.normalise(written)).isEqualTo(name);
    }

    @Test
    void any_custom_name_has_a_row_and_its_kind_is_not_guessed() {
        ProviderRow row = ProviderTable.find("custom-mistral-ai").orElseThrow();

        assertThat(row.custom()).isTrue();
        assertThat(row.traits("mistral-large")).isEmpty();
        assertThat(row.traits("kimi-k2")).containsExactly(Trait.REASONING_REPLAY);
        assertThat(row.traits("qwen3")).containsExactly(Trait.SINGLE_SYSTEM);
        assertThat(row.defaultBaseUrl()).isEmpty();
        assertThat(ProviderTable.find("nobody")).isEmpty();
    }

    @Test
    void opencode_zen_speaks_three_protocols() {
        ProviderRow zen = ProviderTable.find("opencode-zen").orElseThrow();

        assertThat(List.of(zen.wireOf("gpt-5.5"), zen.wireOf("claude-opus-4-7"), zen.wireOf("glm-5.1")))
                .containsExactly(WireKind.RESPONSES, WireKind.ANTHROPIC_MESSAGES, WireKind.CHAT_COMPLETIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nearai", "github-copilot", "local-llm"})
    void some_providers_cannot_be_told_how_hard_to_think(String name) {
        assertThat(ProviderTable.find(name).orElseThrow().effort()).isEqualTo(EffortForm.UNSUPPORTED);
    }
}
