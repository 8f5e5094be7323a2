package moltis.providers;

import moltis.core.ProviderException;
import moltis.core.Secret;

/** A sign-in that stands in for a key. Safe for use by many threads. */
public interface CredentialSource {

    /** Whether somebody is signed in, as far as this machine knows. Never waits for the network. */
    boolean connected();

    /**
     * The token to send now; renews it when it is about to end, which waits for the network.
     *
     * @throws ProviderException if nobody is signed in any more
     */
    Secret current() throws InterruptedException;

    /** Where the sign-in is kept, for people: {@code file:…/oauth_tokens.json}. */
    String source();

    /** Signs out: nothing of the sign-in stays on this machine. */
    void forget();
}
