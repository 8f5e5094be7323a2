package moltis.providers;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.providers.table.ProviderTable;
import org.jspecify.annotations.Nullable;

/** Rules for the address of a provider. */
final class BaseUrl {

    private static final List<String> COMPLETION_PATHS = List.of("/chat/completions", "/responses", "/v1/messages");

    private BaseUrl() {}

    /**
     * The address without blanks and trailing slashes; empty when there is none.
     *
     * @throws RequestException if it isn't the base of an HTTP API
     */
    static Optional<String> checked(@Nullable String text) {
        String url = text == null ? "" : text.strip().replaceAll("/+$", "");
        if (url.isEmpty()) return Optional.empty();
        URI uri = parse(url)
                .orElseThrow(() -> refused(
                        "The endpoint URL must be a valid HTTP(S) URL.", "For example https://api.openai.com/v1."));
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
            throw refused(
                    "The endpoint URL must include http:// or https:// and a host.",
                    "For example https://api.openai.com/v1.");
        }
        if (uri.getRawUserInfo() != null) {
            throw refused(
                    "The endpoint URL must not contain a user name or password.", "Put the key into its own field.");
        }
        for (String path : COMPLETION_PATHS) {
            if (url.toLowerCase(Locale.ROOT).endsWith(path)) {
                String base = url.substring(0, url.length() - path.length());
                throw refused(
                        "The endpoint URL must be the API base, not the completion path: got " + url + ".",
                        "Use " + base + ".");
            }
        }
        return Optional.of(url);
    }

    /** Ollama's address for chat, which ends in {@code /v1} however it was written. */
    static String withV1(String url) {
        return url.endsWith("/v1") ? url : url + "/v1";
    }

    /** The address of a server's own API, beside its {@code /v1}. */
    static String withoutV1(String url) {
        return url.endsWith("/v1") ? url.substring(0, url.length() - "/v1".length()) : url;
    }

    /** Whether both name the same endpoint: letter case of the host and a default port don't matter. */
    static boolean same(String one, String other) {
        return normal(one).equals(normal(other));
    }

    /**
     * The name under which a server is saved: {@code https://api.together.ai/v1} gives {@code custom-together-ai}. An
     * endpoint that has a name keeps it; another one on the same host gets a number.
     *
     * @param takenBy base URLs of the custom providers, by name
     */
    static String customName(String url, Map<String, String> takenBy) {
        Optional<String> known = takenBy.entrySet().stream()
                .filter(taken -> same(taken.getValue(), url))
                .map(Map.Entry::getKey)
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        if (known.isPresent()) return known.get();
        String base = ProviderTable.CUSTOM_PREFIX
                + displayName(url)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        String name = base;
        for (int i = 2; takenBy.containsKey(name); i++) name = base + "-" + i;
        return name;
    }

    /** Host and, where it isn't the scheme's own, port: {@code together.ai}, {@code 192.168.1.5:8080}. */
    static String displayName(String url) {
        URI uri = URI.create(url);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String name = host.startsWith("api.") ? host.substring("api.".length()) : host;
        return uri.getPort() < 0 || uri.getPort() == defaultPort(uri) ? name : name + ":" + uri.getPort();
    }

    /** Whether the address is on this machine or in the person's own network, as far as its text tells. */
    static boolean local(String url) {
        String host = parse(url)
                .map(URI::getHost)
                .map(h -> h.toLowerCase(Locale.ROOT))
                .orElse("");
        return host.equals("[::1]")
                || host.startsWith("[fc")
                || host.startsWith("[fd")
                || host.startsWith("[fe80")
                || host.endsWith(".local")
                || host.endsWith(".localhost")
                || host.endsWith(".internal")
                || host.endsWith(".lan")
                || !host.isEmpty() && !host.contains(".") && !host.startsWith("[")
                || host.matches("(127|10)\\.[0-9.]+|192\\.168\\.[0-9.]+|172\\.(1[6-9]|2[0-9]|3[01])\\.[0-9.]+");
    }

    private static String normal(String url) {
        URI uri = URI.create(url.strip());
        int port = uri.getPort() < 0 ? defaultPort(uri) : uri.getPort();
        String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
        return (uri.getScheme() + "://" + uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port + path;
    }

    private static int defaultPort(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    }

    private static Optional<URI> parse(String url) {
        try {
            return Optional.of(new URI(url));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static RequestException refused(String sentence, String hint) {
        return new RequestException(ErrorCode.INVALID_REQUEST, sentence, hint);
    }
}
