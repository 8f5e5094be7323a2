package moltis.providers.wire;

import java.util.Optional;
import java.util.Set;
import moltis.core.model.ReasoningEffort;
import moltis.providers.table.EffortForm;
import moltis.providers.table.Trait;

/**
 * How one model's vendor differs from OpenAI's Chat Completions.
 *
 * @param traits the differences
 * @param effort how the vendor is told to think
 * @param thinks whether the model thinks, which changes the name of the output limit
 */
public record ChatTraits(Set<Trait> traits, EffortForm effort, boolean thinks) {

    /** OpenAI's own form. */
    public static final ChatTraits OPENAI = new ChatTraits(Set.of(), EffortForm.OPENAI, false);

    public ChatTraits {
        traits = Set.copyOf(traits);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    String outputLimitField() {
        return thinks && !has(Trait.MAX_TOKENS_ONLY) ? "max_completion_tokens" : "max_tokens";
    }

    /** How hard to think in this vendor's word, or empty when it can't be told. */
    Optional<String> effortWord(ReasoningEffort level) {
        return switch (effort) {
            case OPENAI ->
                Optional.of(
                        switch (level) {
                            case MINIMAL, LOW -> "low";
                            case MEDIUM -> "medium";
                            case HIGH, XHIGH -> "high";
                        });
            case DEEPSEEK -> Optional.of(level == ReasoningEffort.XHIGH ? "max" : "high");
            case ALWAYS_MAX -> Optional.of("max");
            case ANTHROPIC_BUDGET, UNSUPPORTED -> Optional.empty();
        };
    }
}
