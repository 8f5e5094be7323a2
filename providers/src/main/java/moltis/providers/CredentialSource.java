package moltis.providers;

import java.time.Instant;
import java.util.Optional;
import moltis.core.ProviderException;
import moltis.core.Secret;

/** A sign-in that stands in for a key. Safe for use by many threads. */
public interface CredentialSource {

    /** Whether somebody is signed in, as far as this machine knows. Never waits for the network. */
    boolean connected();

    /**
     * What to send now; renews it when it is about to end, which waits for the network.
     *
     * @throws ProviderException if nobody is signed in any more
     */
    SignInToken current() throws InterruptedException;

    /**
     * Another token than {@code rejected}, which the provider has just refused. However many ask at the same moment, the
     * sign-in is renewed once.
     *
     * @throws ProviderException if the provider refuses to renew, or nobody is signed in any more
     */
    SignInToken renewed(Secret rejected) throws InterruptedException;

    /** Where the sign-in is kept, for people: {@code file:…/oauth_tokens.json}. */
    String source();

    /** When the person signed in, where that is known. */
    Optional<Instant> since();

    /** Why the sign-in that is kept can't be used any more; empty while it works, and when there is none. */
    Optional<String> problem();

    /** Signs out: nothing of the sign-in stays on this machine. Tells the provider, where it wants to know. */
    void forget() throws InterruptedException;
}
