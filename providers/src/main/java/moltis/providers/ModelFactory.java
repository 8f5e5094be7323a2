package moltis.providers;

import moltis.core.model.ChatModel;
import moltis.providers.table.WireKind;

/** Makes models that speak a provider's protocol. */
@FunctionalInterface
public interface ModelFactory {

    /** The model behind {@code endpoint}. Opens no connection. */
    ChatModel open(ModelEndpoint endpoint);

    /** Whether this protocol is spoken at all. */
    default boolean speaks(WireKind wire) {
        return true;
    }
}
