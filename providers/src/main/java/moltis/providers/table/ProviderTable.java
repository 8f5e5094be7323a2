package moltis.providers.table;

import static moltis.providers.table.TraitRule.containing;
import static moltis.providers.table.TraitRule.startingWith;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The providers that we know, in the order in which pickers show them. A new vendor is a row here and a test. */
public final class ProviderTable {

    public static final String CUSTOM_PREFIX = "custom-";
    public static final String LOCAL = "local-llm";
    public static final String CODEX = "openai-codex";
    public static final String COPILOT = "github-copilot";
    public static final String KIMI = "kimi-code";

    private static final String[] Z_AI = {
        "glm-5",
        "glm-4.7",
        "glm-4.7-flash",
        "glm-4.7-flashx",
        "glm-4.6",
        "glm-4.6v",
        "glm-4.6v-flash",
        "glm-4.5",
        "glm-4.5-air",
        "glm-4.5-airx",
        "glm-4.5-flash",
        "glm-4.5v",
        "glm-4-32b-0414-128k"
    };

    private static final List<ProviderRow> ROWS = List.of(
            ProviderRow.named(CODEX, "OpenAI Codex")
                    .signIn()
                    .wire(WireKind.RESPONSES)
                    .lists(Discovery.CODEX)
                    .effort(EffortForm.AS_NAMED)
                    .at("https://chatgpt.com/backend-api")
                    .recommends(3)
                    .knowsIds(
                            " (Codex/OAuth)",
                            "gpt-5.6-sol",
                            "gpt-5.6-terra",
                            "gpt-5.6-luna",
                            "gpt-5.4",
                            "gpt-5.3-codex-spark",
                            "gpt-5.3-codex",
                            "gpt-5.2-codex",
                            "gpt-5.2",
                            "gpt-5.1-codex-max",
                            "gpt-5.1-codex-mini")
                    .row(),
            ProviderRow.named(COPILOT, "GitHub Copilot")
                    .signIn()
                    .at("https://api.individual.githubcopilot.com")
                    .lists(Discovery.COPILOT)
                    .wires(Map.of(
                            "gpt-5.2-pro", WireKind.RESPONSES,
                            "gpt-5.3-codex", WireKind.RESPONSES,
                            "gpt-5.4", WireKind.RESPONSES,
                            "gpt-5.5", WireKind.RESPONSES,
                            "gpt-5.6", WireKind.RESPONSES))
                    .effort(EffortForm.UNSUPPORTED)
                    .recommends(3)
                    .knowsIds(
                            " (Copilot)",
                            "gpt-4o",
                            "gpt-4.1",
                            "gpt-4.1-mini",
                            "gpt-4.1-nano",
                            "gpt-5-mini",
                            "gpt-5.3-codex",
                            "gpt-5.4",
                            "gpt-5.4-mini",
                            "gpt-5.4-nano",
                            "gpt-5.4-pro",
                            "gpt-5.5",
                            "gpt-5.6-luna",
                            "gpt-5.6-sol",
                            "gpt-5.6-terra",
                            "gpt-5.2-pro",
                            "o1",
                            "o1-mini",
                            "o3-mini",
                            "claude-fable-5",
                            "claude-haiku-4.5",
                            "claude-opus-4.5",
                            "claude-opus-4.6",
                            "claude-opus-4.7",
                            "claude-opus-4.8",
                            "claude-sonnet-4",
                            "claude-sonnet-4.5",
                            "claude-sonnet-4.6",
                            "claude-sonnet-5",
                            "gemini-2.0-flash",
                            "gemini-2.5-pro",
                            "gemini-3-flash-preview",
                            "gemini-3.1-pro-preview",
                            "gemini-3.5-flash",
                            "mai-code-1-flash-picker",
                            "raptor-mini",
                            "kimi-k2.7-code")
                    .row(),
            ProviderRow.named("anthropic", "Anthropic")
                    .alias("claude")
                    .variables("ANTHROPIC")
                    .at("https://api.anthropic.com")
                    .wire(WireKind.ANTHROPIC_MESSAGES)
                    .lists(Discovery.ANTHROPIC_LIST)
                    .effort(EffortForm.ANTHROPIC_BUDGET)
                    .recommends(3)
                    .knows("claude-opus-4-6", "Claude Opus 4.6")
                    .knows("claude-sonnet-4-6", "Claude Sonnet 4.6")
                    .knows("claude-opus-4-5-20251101", "Claude Opus 4.5")
                    .knows("claude-sonnet-4-5-20250929", "Claude Sonnet 4.5")
                    .knows("claude-haiku-4-5-20251001", "Claude Haiku 4.5")
                    .knows("claude-opus-4-1-20250805", "Claude Opus 4.1")
                    .knows("claude-sonnet-4-20250514", "Claude Sonnet 4")
                    .knows("claude-opus-4-20250514", "Claude Opus 4")
                    .knows("claude-3-7-sonnet-20250219", "Claude 3.7 Sonnet")
                    .knows("claude-3-haiku-20240307", "Claude 3 Haiku")
                    .row(),
            ProviderRow.named("openai", "OpenAI")
                    .variables("OPENAI")
                    .at("https://api.openai.com/v1")
                    .recommends(0)
                    .knowsIds(
                            "",
                            "gpt-5.6-sol",
                            "gpt-5.6-terra",
                            "gpt-5.6-luna",
                            "gpt-5.2",
                            "gpt-5.2-chat-latest",
                            "gpt-5-mini")
                    .row(),
            ProviderRow.named("gemini", "Google Gemini")
                    .alias("google", "google-gemini")
                    .variables("GEMINI", "GOOGLE_API_KEY")
                    .at("https://generativelanguage.googleapis.com/v1beta/openai")
                    .traits(Trait.LOOSE_TOOLS, Trait.THOUGHT_SIGNATURES)
                    .knowsIds(
                            "",
                            "gemini-3.1-pro-preview",
                            "gemini-3.1-flash-lite",
                            "gemini-3-flash-preview",
                            "gemini-2.5-flash",
                            "gemini-2.5-pro")
                    .row(),
            ProviderRow.named("groq", "Groq")
                    .variables("GROQ")
                    .at("https://api.groq.com/openai/v1")
                    .knows("llama-3.1-8b-instant", "Llama 3.1 8B Instant")
                    .row(),
            ProviderRow.named("xai", "xAI (Grok)")
                    .alias("grok")
                    .variables("XAI")
                    .at("https://api.x.ai/v1")
                    .knows("grok-3-mini", "Grok 3 Mini")
                    .row(),
            ProviderRow.named("deepseek", "DeepSeek")
                    .variables("DEEPSEEK")
                    .at("https://api.deepseek.com")
                    .effort(EffortForm.DEEPSEEK)
                    .trait(startingWith(Trait.REASONING_REPLAY, "deepseek-v4"))
                    .knowsIds("", "deepseek-v4-flash", "deepseek-v4-pro", "deepseek-chat", "deepseek-reasoner")
                    .row(),
            ProviderRow.named("fireworks", "Fireworks")
                    .variables("FIREWORKS")
                    .at("https://api.fireworks.ai/inference/v1")
                    .traits(Trait.NULL_FREE_ENUMS)
                    .trait(startingWith(
                            Trait.REASONING_REPLAY,
                            "accounts/fireworks/routers/kimi",
                            "accounts/fireworks/models/kimi"))
                    .trait(startingWith(
                            Trait.LOOSE_TOOLS, "accounts/fireworks/routers/kimi", "accounts/fireworks/models/kimi"))
                    .knows("accounts/fireworks/models/kimi-k2p6", "Kimi K2.6")
                    .knows("accounts/fireworks/models/gpt-oss-120b", "GPT OSS 120B")
                    .knows("accounts/fireworks/models/deepseek-v4-pro", "DeepSeek V4 Pro")
                    .row(),
            ProviderRow.named("mistral", "Mistral")
                    .variables("MISTRAL")
                    .at("https://api.mistral.ai/v1")
                    .traits(Trait.NO_USER_NAME, Trait.PACED, Trait.SHORT_CALL_IDS)
                    .knows("mistral-large-latest", "Mistral Large")
                    .knows("codestral-latest", "Codestral")
                    .row(),
            ProviderRow.named("openrouter", "OpenRouter")
                    .variables("OPENROUTER")
                    .at("https://openrouter.ai/api/v1")
                    .provenBy(KeyProof.KEY_ENDPOINT)
                    .traits(Trait.LOOSE_TOOLS)
                    .trait(startingWith(Trait.CACHE_MARKERS, "anthropic/"))
                    .row(),
            ProviderRow.named("cerebras", "Cerebras")
                    .variables("CEREBRAS")
                    .at("https://api.cerebras.ai/v1")
                    .knows("llama-4-scout-17b-16e-instruct", "Llama 4 Scout (Cerebras)")
                    .row(),
            ProviderRow.named("minimax", "MiniMax")
                    .variables("MINIMAX")
                    .at("https://api.minimax.io/v1")
                    .lists(Discovery.NONE)
                    .provenBy(KeyProof.QUESTION)
                    .traits(Trait.NO_USER_NAME, Trait.SYSTEM_INLINED)
                    .knowsIds(
                            "",
                            "MiniMax-M3",
                            "MiniMax-M2.7",
                            "MiniMax-M2.7-highspeed",
                            "MiniMax-M2.5",
                            "MiniMax-M2.5-highspeed",
                            "MiniMax-M2.1",
                            "MiniMax-M2.1-highspeed",
                            "MiniMax-M2")
                    .row(),
            ProviderRow.named("moonshot", "Moonshot")
                    .variables("MOONSHOT")
                    .at("https://api.moonshot.ai/v1")
                    .effort(EffortForm.ALWAYS_MAX)
                    .traits(Trait.REASONING_REPLAY)
                    .knowsIds("", "kimi-k3", "kimi-k2.7-code-highspeed", "kimi-k2.6", "kimi-k2.5")
                    .row(),
            ProviderRow.named("zai", "Z.AI")
                    .alias("z-ai", "z.ai", "zhipu", "zhipu-ai")
                    .variables("Z")
                    .at("https://api.z.ai/api/paas/v4")
                    .knowsIds("", Z_AI)
                    .row(),
            ProviderRow.named("zai-code", "Z.AI (Coding Plan)")
                    .alias("zai-coding", "zhipu-code")
                    .variables("Z_CODE")
                    .at("https://api.z.ai/api/coding/paas/v4")
                    .knowsIds("", Z_AI)
                    .row(),
            ProviderRow.named("venice", "Venice")
                    .variables("VENICE")
                    .at("https://api.venice.ai/api/v1")
                    .provenBy(KeyProof.QUESTION)
                    .wantsAModel()
                    .row(),
            ProviderRow.named("nearai", "NEAR AI Cloud")
                    .alias("near-ai", "near-ai-cloud")
                    .variables("NEARAI")
                    .at("https://cloud-api.near.ai/v1")
                    .lists(Discovery.NEARAI_LIST)
                    .provenBy(KeyProof.QUESTION)
                    .effort(EffortForm.UNSUPPORTED)
                    .traits(Trait.NO_STRICT_KEY, Trait.MAX_TOKENS_ONLY)
                    .row(),
            ProviderRow.named("deepinfra", "DeepInfra")
                    .variables("DEEPINFRA")
                    .at("https://api.deepinfra.com/v1/openai")
                    .provenBy(KeyProof.QUESTION)
                    .knows("meta-llama/Llama-4-Maverick-17B-128E-Instruct", "Llama 4 Maverick")
                    .knows("meta-llama/Llama-4-Scout-17B-16E-Instruct", "Llama 4 Scout")
                    .knows("deepseek-ai/DeepSeek-V3", "DeepSeek V3")
                    .knows("deepseek-ai/DeepSeek-R1", "DeepSeek R1")
                    .knows("Qwen/Qwen3-235B-A22B", "Qwen 3 235B")
                    .knows("Qwen/Qwen3-32B", "Qwen 3 32B")
                    .knows("mistralai/Mistral-Small-24B-Instruct-2501", "Mistral Small 24B")
                    .knows("google/gemma-3-27b-it", "Gemma 3 27B")
                    .row(),
            ProviderRow.named("alibaba-coding", "Alibaba Cloud (Coding Plan)")
                    .alias("alibaba", "dashscope-coding")
                    .variables("ALIBABA_CODING")
                    .at("https://coding-intl.dashscope.aliyuncs.com/v1")
                    .traits(Trait.SINGLE_SYSTEM)
                    .knowsIds(
                            "",
                            "qwen3.6-plus",
                            "kimi-k2.5",
                            "glm-5",
                            "MiniMax-M2.5",
                            "qwen3.5-plus",
                            "qwen3-max-2026-01-23",
                            "qwen3-coder-next",
                            "qwen3-coder-plus",
                            "glm-4.7")
                    .row(),
            ProviderRow.named("ollama", "Ollama")
                    .variables("OLLAMA")
                    .at("http://localhost:11434/v1")
                    .onThisMachine()
                    .lists(Discovery.OLLAMA)
                    .trait(containing(Trait.SINGLE_SYSTEM, "qwen"))
                    .recommends(0)
                    .row(),
            ProviderRow.named("lmstudio", "LM Studio")
                    .variables("LMSTUDIO")
                    .at("http://127.0.0.1:1234/v1")
                    .onThisMachine()
                    .lists(Discovery.LM_STUDIO)
                    .recommends(0)
                    .row(),
            ProviderRow.named(KIMI, "Kimi Code")
                    .variables("KIMI")
                    .at("https://api.kimi.com/coding/v1")
                    .lists(Discovery.NONE)
                    .provenBy(KeyProof.QUESTION)
                    .effort(EffortForm.ALWAYS_MAX)
                    .recommends(1)
                    .traits(Trait.REASONING_REPLAY)
                    .knowsIds("", "kimi-k3", "kimi-k2.7-code-highspeed", "kimi-for-coding", "kimi-k2.6", "kimi-k2.5")
                    .row(),
            ProviderRow.named("opencode-zen", "OpenCode Zen")
                    .variables("OPENCODE_ZEN")
                    .at("https://opencode.ai/zen/v1")
                    .wires(Map.of("gpt-", WireKind.RESPONSES, "claude-", WireKind.ANTHROPIC_MESSAGES))
                    .provenBy(KeyProof.QUESTION)
                    .knowsIds(
                            " (OpenCode Zen)",
                            "gpt-5.5",
                            "gpt-5.5-pro",
                            "claude-opus-4-7",
                            "claude-sonnet-4-6",
                            "claude-haiku-4-5",
                            "gemini-3.1-pro",
                            "gemini-3-flash",
                            "glm-5.1",
                            "minimax-m2.7",
                            "kimi-k2.6",
                            "qwen3.6-plus")
                    .row(),
            ProviderRow.named(LOCAL, "Local LLM (Offline)")
                    .alias("local")
                    .inProcess()
                    .wantsAModel()
                    .recommends(0)
                    .row());

    private static final Map<String, ProviderRow> BY_NAME = byName();

    private ProviderTable() {}

    public static List<ProviderRow> rows() {
        return ROWS;
    }

    /** The row of a provider, by its name or an alias; every {@code custom-…} name has one. */
    public static Optional<ProviderRow> find(String name) {
        String normal = normalise(name);
        if (normal.startsWith(CUSTOM_PREFIX)) return Optional.of(custom(normal));
        return Optional.ofNullable(BY_NAME.get(normal));
    }

    /** The configuration name behind what a person or another program wrote; an unknown name stays, in lower case. */
    public static String normalise(String name) {
        String normal = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        ProviderRow row = BY_NAME.get(normal);
        return row == null ? normal : row.name();
    }

    /** Any server that speaks Chat Completions; its kind is never guessed from its address. */
    private static ProviderRow custom(String name) {
        return ProviderRow.named(name, name.substring(CUSTOM_PREFIX.length()).replace('-', '.'))
                .provenBy(KeyProof.ANY_ANSWER)
                .wantsAModel()
                .recommends(0)
                .trait(startingWith(Trait.REASONING_REPLAY, "kimi-", "deepseek-v4"))
                .trait(containing(Trait.SINGLE_SYSTEM, "qwen"))
                .row();
    }

    private static Map<String, ProviderRow> byName() {
        Map<String, ProviderRow> rows = new LinkedHashMap<>();
        for (ProviderRow row : ROWS) {
            rows.put(row.name(), row);
            for (String alias : row.aliases()) rows.put(alias, row);
        }
        return rows;
    }
}
