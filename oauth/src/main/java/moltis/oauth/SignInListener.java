package moltis.oauth;

import moltis.core.Secret;

/** Is told what came of sign-ins. Called on the thread that finished the work; may block a little. */
public interface SignInListener {

    /** The provider can be used from now on. */
    void signedIn(String provider);

    /**
     * The sign-in was exchanged for an API key, which is to be checked and kept like a pasted one.
     *
     * @throws moltis.core.MoltisException if the key is not accepted
     */
    void keyObtained(String provider, Secret key);

    /** The provider refused to renew the sign-in: the person must sign in again. */
    void needsSignIn(String provider, String reason);

    /** The sign-in was taken away by the person. */
    void disconnected(String provider);
}
