package moltis.core.model;

import java.util.List;
import java.util.Optional;
import moltis.core.ProviderException;

/** The models that can be asked now. Safe for use by many threads; only {@link #prepare} may wait for the network. */
public interface ModelDirectory {

    /** Every usable chat model, in the order in which pickers show them. */
    List<ModelCard> models();

    /**
     * Finds a model by {@code provider::name} or by bare name, with an optional {@code @reasoning-…} suffix.
     *
     * @throws ProviderException {@code MODEL_UNKNOWN}, naming up to five similar ids
     */
    OpenedModel open(String id);

    /**
     * Makes sure that {@link #open} knows {@code id} (blank: that there is a default) if any connected provider has it.
     * Usually returns at once; asks providers whose list was never read and waits for them for some seconds at most. To
     * be called because a person is about to ask, never otherwise.
     */
    default void prepare(String id) throws InterruptedException {}

    /** The model to use when nobody chose one: the first that supports tools, else the first. */
    Optional<OpenedModel> defaultModel();
}
