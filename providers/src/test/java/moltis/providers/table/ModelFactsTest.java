package moltis.providers.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFactsTest {

    @ParameterizedTest
    @CsvSource({
        "openai-codex, gpt-5.6-sol, 372000",
        "openai-codex, gpt-5.4, 200000",
        "github-copilot, claude-sonnet-5, 1000000",
        "openai, gpt-5.6-sol, 1050000",
        "openai, gpt-5.2, 128000",
        "openai, gpt-4o, 128000",
        "minimax, MiniMax-M3, 1000000",
        "minimax, MiniMax-M2.5, 204800",
        "moonshot, kimi-k2.7-code-highspeed, 256000",
        "moonshot, kimi-k2.5, 128000",
        "anthropic, claude-opus-4-6, 200000",
        "custom-x, whatever, 200000"
    })
    void context_windows(String provider, String id, int tokens) {
        assertThat(ModelFacts.contextTokens(provider, id)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4o-mini-tts",
                "sora",
                "gemini-3.1-flash-image-preview",
                "gpt-image-1-mini",
                "whisper-1",
                "gpt-audio",
                "text-embedding-3-small",
                "claude-embeddings-1",
                "gpt-4o-realtime",
                "gemma-3n-e4b"
            })
    void models_for_pictures_sound_and_vectors_are_unfit(String id) {
        assertThat(ModelFacts.unfit(id)).isTrue();
        assertThat(ModelFacts.tools(id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemma-3-27b-it", "chatgpt-4o-latest", "kimi-k3", "brand-new-model"})
    void everything_else_is_fit_and_calls_tools(String id) {
        assertThat(ModelFacts.unfit(id)).isFalse();
        assertThat(ModelFacts.tools(id)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "brand-new-model, true",
        "gpt-4-turbo, true",
        "gpt-4-0613, false",
        "codestral-latest, false",
        "glm-4.6, false",
        "glm-4.6v, true",
        "MiniMax-M2.7, false"
    })
    void vision(String id, boolean sees) {
        assertThat(ModelFacts.vision(id)).isEqualTo(sees);
    }

    @ParameterizedTest
    @CsvSource({
        "claude-haiku-4-5-20251001, true",
        "claude-opus-4.7, true",
        "gpt-5.2, true",
        "deepseek-r1-distill, true",
        "kimi-k3, true",
        "gpt-4o, false",
        "claude-3-haiku-20240307, false"
    })
    void reasoning(String id, boolean thinks) {
        assertThat(ModelFacts.reasoning(id)).isEqualTo(thinks);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5.2-chat-latest, GPT-5.2 Chat Latest",
        "chatgpt-4o-latest, ChatGPT-4o Latest",
        "claude-sonnet-4-5-20250929, Claude Sonnet 4.5 2025-09-29",
        "glm-4.6v, GLM-4.6V (Vision)",
        "glm-4.7-flash, GLM-4.7-FLASH",
        "llama3.2:3b, llama3.2:3b"
    })
    void names(String id, String name) {
        assertThat(ModelNames.of(id)).isEqualTo(name);
    }
}
