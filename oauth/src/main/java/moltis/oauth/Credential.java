package moltis.oauth;

import java.net.URI;
import java.util.Optional;
import moltis.core.Secret;

/**
 * What a request to a signed-in provider is made with.
 *
 * @param account the account id that some requests name in a header
 * @param endpoint where to send requests, when the provider decides it with the token
 */
public record Credential(Secret token, Optional<String> account, Optional<URI> endpoint) {}
