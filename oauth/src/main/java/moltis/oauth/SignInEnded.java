package moltis.oauth;

import moltis.core.ErrorCode;
import moltis.core.ProviderException;

/** The words for a sign-in that can't be used any more. */
final class SignInEnded {

    private SignInEnded() {}

    static ProviderException because(String provider, String reason) {
        return new ProviderException(
                ErrorCode.KEY_REJECTED,
                provider,
                "The sign-in to " + provider + " can't be used: " + reason + ".",
                "Sign in again in Settings → LLMs, or run: moltis auth login --provider " + provider);
    }

    static ProviderException notSignedIn(String provider) {
        return new ProviderException(
                ErrorCode.KEY_MISSING,
                provider,
                "Nobody is signed in to " + provider + ".",
                "Sign in in Settings → LLMs, or run: moltis auth login --provider " + provider);
    }

    static ProviderException unreachable(String provider, OAuthFailure cause) {
        return new ProviderException(
                ErrorCode.UNREACHABLE,
                provider,
                "The sign-in to " + provider + " could not be renewed: " + cause.sentence() + ".",
                "Check the connection, then send the message again.",
                0,
                null,
                cause);
    }
}
