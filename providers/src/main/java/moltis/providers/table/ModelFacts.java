package moltis.providers.table;

import java.util.List;
import java.util.OptionalInt;

/**
 * What can be said about a model from its capability id alone (the part of its name after the last slash). What a
 * provider itself reports is better and wins. Last reviewed 2026-01.
 */
public final class ModelFacts {

    public static final int DEFAULT_CONTEXT = 200_000;

    /** The first pattern that matches counts. */
    private record Window(String pattern, boolean exact, int tokens) {
        boolean matches(String id) {
            return exact ? id.equals(pattern) : id.startsWith(pattern);
        }
    }

    private static final List<Window> CODEX = List.of(
            exact("gpt-5.6", 372_000),
            exact("gpt-5.6-luna", 372_000),
            exact("gpt-5.6-sol", 372_000),
            exact("gpt-5.6-terra", 372_000),
            prefix("gpt-5", 200_000));

    private static final List<Window> COPILOT = List.of(
            exact("claude-fable-5", 1_000_000),
            exact("claude-opus-4.6", 1_000_000),
            exact("claude-opus-4.7", 1_000_000),
            exact("claude-opus-4.8", 1_000_000),
            exact("claude-sonnet-4.6", 1_000_000),
            exact("claude-sonnet-5", 1_000_000));

    private static final List<Window> ANY = List.of(
            exact("gpt-5.6", 1_050_000),
            exact("gpt-5.6-luna", 1_050_000),
            exact("gpt-5.6-sol", 1_050_000),
            exact("gpt-5.6-terra", 1_050_000),
            prefix("codestral", 256_000),
            prefix("gemini-", 1_000_000),
            exact("MiniMax-M3", 1_000_000),
            prefix("MiniMax-", 204_800),
            prefix("gpt-4.1", 1_000_000),
            prefix("gpt-4", 128_000),
            prefix("gpt-5", 128_000),
            prefix("mistral-large", 128_000),
            exact("kimi-k3", 1_000_000),
            prefix("kimi-k2.7-code", 256_000),
            exact("kimi-k2.6", 256_000),
            prefix("kimi-", 128_000),
            prefix("glm-", 128_000),
            prefix("qwen3", 128_000),
            prefix("o3", 200_000),
            prefix("o4-mini", 200_000));

    private static final List<String> REASONING = List.of(
            "claude-opus-4",
            "claude-sonnet-4",
            "claude-haiku-4",
            "claude-fable-5",
            "claude-sonnet-5",
            "claude-3-7-sonnet",
            "o1",
            "o3",
            "o4",
            "gemini-2.5",
            "gemini-3",
            "gpt-5",
            "deepseek-v4",
            "grok-3",
            "grok-4",
            "kimi-k2.7-code",
            "glm-4.6",
            "glm-4.7",
            "glm-5",
            "qwen3",
            "Qwen3",
            "MiniMax-M3");

    private static final List<String> BLIND = List.of("MiniMax-M2.7", "codestral", "gpt-3.5", "text-");

    private static final List<String> UNFIT_START = List.of(
            "dall-e",
            "gpt-image",
            "chatgpt-image",
            "gpt-audio",
            "tts-",
            "whisper",
            "text-embedding",
            "claude-embedding",
            "omni-moderation",
            "moderation-",
            "sora",
            "imagen-",
            "gemini-embedding",
            "learnlm-",
            "gemma-3n-",
            "glm-image",
            "glm-asr",
            "glm-ocr",
            "cogvideo",
            "cogview",
            "vidu",
            "autoglm-phone");

    private static final List<String> UNFIT_INSIDE =
            List.of("-tts", "-audio-", "-realtime-", "-transcribe", "-live-", "-image-");

    private ModelFacts() {}

    /** How many tokens a request and its answer may have together. */
    public static int contextTokens(String provider, String capabilityId) {
        List<Window> scoped = switch (provider) {
            case "openai-codex" -> CODEX;
            case "github-copilot" -> COPILOT;
            default -> List.of();
        };
        return find(scoped, capabilityId)
                .orElseGet(() -> find(ANY, capabilityId).orElse(DEFAULT_CONTEXT));
    }

    public static boolean tools(String capabilityId) {
        return !unfit(capabilityId) && !capabilityId.startsWith("babbage") && !capabilityId.startsWith("davinci");
    }

    /** An unknown model is assumed to see: a vendor's error is better than a picture that is silently dropped. */
    public static boolean vision(String capabilityId) {
        if (BLIND.stream().anyMatch(capabilityId::startsWith)) return false;
        if (capabilityId.startsWith("gpt-4-")) {
            return capabilityId.startsWith("gpt-4-turbo") || capabilityId.startsWith("gpt-4-vision");
        }
        return !capabilityId.startsWith("glm-")
                || capabilityId.substring("glm-".length()).contains("v");
    }

    public static boolean reasoning(String capabilityId) {
        return REASONING.stream().anyMatch(capabilityId::startsWith)
                || capabilityId.equals("kimi-k3")
                || capabilityId.contains("deepseek-r1")
                || capabilityId.contains("deepseek-reasoner");
    }

    /** Whether the model makes pictures, sound or vectors instead of conversation. */
    public static boolean unfit(String capabilityId) {
        return UNFIT_START.stream().anyMatch(capabilityId::startsWith)
                || UNFIT_INSIDE.stream().anyMatch(capabilityId::contains)
                || capabilityId.endsWith("-audio")
                || capabilityId.endsWith("-realtime");
    }

    private static OptionalInt find(List<Window> windows, String capabilityId) {
        return windows.stream()
                .filter(window -> window.matches(capabilityId))
                .mapToInt(Window::tokens)
                .findFirst();
    }

    private static Window exact(String id, int tokens) {
        return new Window(id, true, tokens);
    }

    private static Window prefix(String start, int tokens) {
        return new Window(start, false, tokens);
    }
}
