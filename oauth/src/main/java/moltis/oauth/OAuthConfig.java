package moltis.oauth;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import moltis.core.ConfigException;
import moltis.core.Secret;

/**
 * How one provider's authorization server is talked to.
 *
 * @param clientId the public client id
 * @param clientSecret sent as a form field with every token request, never as HTTP Basic
 * @param authUrl the authorization endpoint; for a device flow the device-code endpoint
 * @param tokenUrl the token endpoint
 * @param redirectUri the registered redirect, which always wins over a caller's; empty when none is registered
 * @param resource the resource indicator of RFC 8707
 * @param extraAuthParams appended to the authorization URL only, in order
 * @param deviceFlow whether sign-in uses the device grant of RFC 8628 instead of a code with PKCE
 * @param apiKeyEndpoint when set, the access token is exchanged there once for an API key, and the tokens are discarded
 * @param revocationUrl told that a token is not used any more when the person signs out (RFC 7009); empty when there is none
 */
public record OAuthConfig(
        String clientId,
        Optional<Secret> clientSecret,
        URI authUrl,
        URI tokenUrl,
        Optional<URI> redirectUri,
        Optional<String> resource,
        List<String> scopes,
        List<Parameter> extraAuthParams,
        boolean deviceFlow,
        Optional<URI> apiKeyEndpoint,
        Optional<URI> revocationUrl) {

    /** One query parameter. */
    public record Parameter(String name, String value) {}

    /** @throws ConfigException if the client id is blank or an endpoint is neither https nor http on this machine */
    public OAuthConfig {
        if (clientId.isBlank())
            throw new ConfigException("An OAuth client needs a client_id.", "Add the field client_id.");
        scopes = List.copyOf(scopes);
        extraAuthParams = List.copyOf(extraAuthParams);
        requireSafe("auth_url", authUrl);
        requireSafe("token_url", tokenUrl);
        redirectUri = redirectUri.map(LoopbackRedirect::normalise);
        apiKeyEndpoint.ifPresent(endpoint -> requireSafe("api_key_endpoint", endpoint));
        revocationUrl.ifPresent(endpoint -> requireSafe("revocation_url", endpoint));
    }

    private static void requireSafe(String field, URI uri) {
        boolean https = "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
        boolean local = "http".equalsIgnoreCase(uri.getScheme()) && LoopbackRedirect.isLoopback(uri);
        if (!https && !local)
            throw new ConfigException(
                    "The OAuth field " + field + " is neither an https address nor one on this machine: " + uri,
                    "Give it as https://…");
    }
}
