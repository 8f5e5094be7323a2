package moltis.providers.wire;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import moltis.core.Secret;

/**
 * Where a provider is reached.
 *
 * @param provider the label that ids and errors carry, for example {@code anthropic}
 * @param displayName the name that people read, for example {@code Anthropic}
 * @param baseUrl with or without a trailing slash
 * @param key empty when the provider needs none
 * @param headers sent with every request, on top of the protocol's own
 */
public record Endpoint(
        String provider,
        String displayName,
        URI baseUrl,
        Optional<Secret> key,
        Map<String, String> headers,
        WireLimits limits) {

    public Endpoint {
        headers = Map.copyOf(headers);
    }

    public static Endpoint of(String provider, String displayName, URI baseUrl, Optional<Secret> key) {
        return new Endpoint(provider, displayName, baseUrl, key, Map.of(), WireLimits.DEFAULT);
    }

    public Endpoint withLimits(WireLimits other) {
        return new Endpoint(provider, displayName, baseUrl, key, headers, other);
    }

    String url(String path) {
        String base = baseUrl.toString();
        while (base.endsWith("/")) base = base.substring(0, base.length() - 1);
        return base + path;
    }
}
