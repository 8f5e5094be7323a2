package moltis.config.check;

import java.util.List;
import java.util.Map;
import moltis.config.schema.Category;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Nearest;
import moltis.config.schema.Severity;
import moltis.config.schema.Trees;
import moltis.config.section.CompactionConfig;
import moltis.config.section.ModelConfig;
import moltis.config.section.MoltisConfig;

/** Providers, models and the conversation. */
final class ModelRules {

    private static final int LARGEST_WINDOW = 10_000_000;
    private static final List<String> PROVIDERS = List.of(
            ("anthropic openai alibaba-coding cerebras deepinfra deepseek fireworks gemini lmstudio minimax mistral moonshot"
                            + " nearai ollama openrouter venice zai zai-code github-copilot kimi-code local local-llm"
                            + " openai-codex groq xai opencode-zen")
                    .split(" "));

    private final ConfigRules.Facts facts;
    private final MoltisConfig config;
    private final Findings findings;

    ModelRules(ConfigRules.Facts facts, Findings findings) {
        this.facts = facts;
        this.config = facts.config();
        this.findings = findings;
    }

    void check() {
        config.providers().byName().forEach((name, provider) -> {
            KeyPath path = KeyPath.of("providers", name);
            if (!PROVIDERS.contains(name) && !name.startsWith("custom-")) unknown(path);
            literalSecret(path.child("api_key"));
            windows(path.child("model_overrides"), provider.modelOverrides());
        });
        windows(KeyPath.of("models"), config.models());
        voiceKeys();
        conversation();
    }

    private void unknown(KeyPath path) {
        String hint = Nearest.of(path.name(), PROVIDERS)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("a provider of your own is named custom-…");
        findings.add(Severity.WARNING, Category.UNKNOWN_PROVIDER, path, "is not a provider that Moltis knows.", hint);
    }

    private void windows(KeyPath table, Map<String, ModelConfig> models) {
        models.forEach((id, model) -> {
            if (model.contextWindow().orElse(1) <= LARGEST_WINDOW) return;
            KeyPath path = table.child(id).child("context_window");
            findings.add(Severity.WARNING, Category.INVALID_VALUE, path, "is larger than any known model's.", "");
        });
    }

    private void voiceKeys() {
        for (String half : List.of("tts", "stt")) {
            KeyPath table = KeyPath.of("voice", half);
            if (!(Trees.find(facts.written(), table).orElse(null) instanceof Map<?, ?> providers)) continue;
            for (Object provider : providers.keySet())
                literalSecret(table.child(provider.toString()).child("api_key"));
        }
    }

    private void literalSecret(KeyPath path) {
        if (!(Trees.find(facts.written(), path).orElse("") instanceof String text)) return;
        boolean elsewhere = text.isBlank() || text.startsWith("$") || (text.startsWith("%") && text.endsWith("%"));
        if (elsewhere) return;
        findings.add(
                Severity.WARNING,
                Category.SECURITY,
                path,
                "stands in the file in clear text.",
                "save it with 'moltis providers add', or write \"${NAME}\" and set that variable");
    }

    private void conversation() {
        CompactionConfig compaction = config.chat().compaction();
        if (config.chat().workspaceFileMaxChars() == 0) {
            findings.warn("chat.workspace_file_max_chars", "is 0, so no workspace file reaches the prompt.", "");
        }
        between("chat.compaction.threshold_percent", compaction.thresholdPercent(), 0.1, 0.95);
        between("chat.compaction.tail_budget_ratio", compaction.tailBudgetRatio(), 0.05, 0.80);
        if (compaction.protectHead() > 32) {
            findings.warn(
                    "chat.compaction.protect_head", "keeps more than 32 messages, which leaves little to shorten.", "");
        }
    }

    private void between(String path, double value, double least, double most) {
        if (value >= least && value <= most) return;
        findings.warn(path, "is not between " + least + " and " + most + "; the default counts.", "");
    }
}
