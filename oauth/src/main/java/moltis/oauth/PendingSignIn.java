package moltis.oauth;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser sign-in that has begun and waits for its callback.
 *
 * @param owner the connection or session that began it; only it may complete it by hand. Null when nobody is known
 */
record PendingSignIn(
        String provider,
        OAuthConfig config,
        String state,
        CodeVerifier verifier,
        URI redirect,
        @Nullable String owner,
        Instant expiresAt) {

    @Override
    public String toString() {
        return "PendingSignIn[" + provider + "]";
    }
}
