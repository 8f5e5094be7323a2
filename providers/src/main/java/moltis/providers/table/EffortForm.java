package moltis.providers.table;

import java.util.Optional;
import moltis.core.model.ReasoningEffort;

/** How a provider is told how hard to think. */
public enum EffortForm {
    /** {@code thinking.budget_tokens}. */
    ANTHROPIC_BUDGET,
    /** {@code low}, {@code medium} or {@code high}. */
    OPENAI,
    /** Our own words, which are OpenAI's newest. */
    AS_NAMED,
    /** {@code high} or {@code max}, with {@code thinking} switched on. */
    DEEPSEEK,
    /** {@code max}, whatever was asked for. */
    ALWAYS_MAX,
    UNSUPPORTED;

    /** The level in the provider's word, or empty when it can't be told in a word. */
    public Optional<String> word(ReasoningEffort level) {
        return switch (this) {
            case OPENAI ->
                Optional.of(
                        switch (level) {
                            case MINIMAL, LOW -> "low";
                            case MEDIUM -> "medium";
                            case HIGH, XHIGH -> "high";
                        });
            case AS_NAMED -> Optional.of(level.wireName());
            case DEEPSEEK -> Optional.of(level == ReasoningEffort.XHIGH ? "max" : "high");
            case ALWAYS_MAX -> Optional.of("max");
            case ANTHROPIC_BUDGET, UNSUPPORTED -> Optional.empty();
        };
    }
}
