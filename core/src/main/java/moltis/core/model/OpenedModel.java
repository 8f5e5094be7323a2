package moltis.core.model;

import java.util.Optional;
import java.util.Set;

/**
 * A model ready to be asked.
 *
 * @param effort the effort that the requested id named, when the model supports it
 * @param verbatim the protocols in which it takes requests word for word
 */
public record OpenedModel(ModelCard card, ChatModel model, Optional<ReasoningEffort> effort, Set<Protocol> verbatim) {

    public OpenedModel {
        verbatim = Set.copyOf(verbatim);
    }

    /** A model that is asked in our own words only. */
    public OpenedModel(ModelCard card, ChatModel model, Optional<ReasoningEffort> effort) {
        this(card, model, effort, Set.of());
    }
}
