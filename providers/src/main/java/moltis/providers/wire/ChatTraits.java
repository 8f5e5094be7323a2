package moltis.providers.wire;

import java.util.Set;
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
}
