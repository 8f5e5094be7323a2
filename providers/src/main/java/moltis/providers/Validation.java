package moltis.providers;

import java.util.List;
import moltis.core.MoltisException;
import org.jspecify.annotations.Nullable;

/**
 * What came out of trying a key.
 *
 * @param models what the key can use; absent when it is not valid
 * @param error what is wrong and what to do about it; absent when it is valid
 * @param kind {@code auth forbidden rate_limit timeout unreachable dns model_missing billing unknown}
 */
public record Validation(
        boolean valid,
        @Nullable List<ValidatedModel> models,
        @Nullable String error,
        @Nullable String kind) {

    static Validation good(List<ValidatedModel> models) {
        return new Validation(true, List.copyOf(models), null, null);
    }

    static Validation bad(MoltisException why) {
        String sentence = why.hint().isEmpty() ? why.sentence() : why.sentence() + " " + why.hint();
        return new Validation(false, null, sentence, ProviderErrorExplanation.kind(why));
    }
}
