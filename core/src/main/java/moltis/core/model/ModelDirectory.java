package moltis.core.model;

import java.util.List;
import java.util.Optional;
import moltis.core.ProviderException;

/** The models that can be asked now. Never waits for the network. Safe for use by many threads. */
public interface ModelDirectory {

    /** Every usable chat model, in the order in which pickers show them. */
    List<ModelCard> models();

    /**
     * Finds a model by {@code provider::name} or by bare name, with an optional {@code @reasoning-…} suffix.
     *
     * @throws ProviderException {@code MODEL_UNKNOWN}, naming up to five similar ids
     */
    OpenedModel open(String id);

    /** The model to use when nobody chose one: the first that supports tools, else the first. */
    Optional<OpenedModel> defaultModel();
}
