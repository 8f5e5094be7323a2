package moltis.providers;

import moltis.core.model.ChatModel;

/** Makes models that speak a provider's protocol. */
@FunctionalInterface
public interface ModelFactory {

    /** The model behind {@code endpoint}. Opens no connection. */
    ChatModel open(ModelEndpoint endpoint);
}
