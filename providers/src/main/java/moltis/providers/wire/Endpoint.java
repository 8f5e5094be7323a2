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

    String url(String path) {
        int end = baseUrl.length();
        while (end > 0 && baseUrl.charAt(end - 1) == '/') end--;
        return baseUrl.substring(0, end) + path;
    }
}
