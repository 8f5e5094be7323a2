package moltis.providers;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import moltis.core.Secret;

/**
 * What a request to a provider that somebody signed in to is made with.
 *
 * @param account the account that some providers want named beside the token
 * @param endpoint where to send requests, when the provider decides it with the token
 * @param headers by which this installation is known to the provider
 */
public record SignInToken(Secret token, Optional<String> account, Optional<URI> endpoint, Map<String, String> headers) {

    public SignInToken {
        headers = Map.copyOf(headers);
    }
}
