package moltis.providers;

import java.util.Optional;
import moltis.core.model.ReasoningEffort;

/**
 * A model as a person writes it.
 *
 * @param text what was asked for, without the effort
 * @param effort how hard it should think, when the text said so
 */
record ModelName(String text, Optional<ReasoningEffort> effort) {

    static final String EFFORT_MARK = "@reasoning-";

    /** Splits a known {@code @reasoning-…} off; any other {@code @…} belongs to the name. */
    static ModelName parse(String text) {
        int at = text.lastIndexOf(EFFORT_MARK);
        if (at < 0) return new ModelName(text, Optional.empty());
        Optional<ReasoningEffort> effort = ReasoningEffort.parse(text.substring(at + EFFORT_MARK.length()));
        return effort.isPresent() ? new ModelName(text.substring(0, at), effort) : new ModelName(text, effort);
    }

    /** The provider's own name of the model: without our prefix and without the effort. */
    static String raw(String text) {
        String name = parse(text).text();
        int at = name.lastIndexOf("::");
        return at < 0 ? name : name.substring(at + 2);
    }
}
