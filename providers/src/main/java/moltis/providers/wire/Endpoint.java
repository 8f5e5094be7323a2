package moltis.providers.wire;

import java.util.Map;

/**
 * Where a provider is reached.
 *
 * @param provider the label that ids and errors carry, for example {@code anthropic}
 * @param displayName the name that people read, for example {@code Anthropic}
 * @param baseUrl with or without a trailing slash
 * @param headers sent with every request, on top of the protocol's own
 */
public record Endpoint(
        String provider,
        String displayName,
        String baseUrl,
        Credential credential,
        Map<String, String> headers,
        WireLimits limits) {

    public Endpoint {
        headers = Map.copyOf(headers);
    }

    /** What a request is made with now. */
    Access access() throws InterruptedException {
        return new Access(baseUrl, credential.current(), false, headers);
    }
}
