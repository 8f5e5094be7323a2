package moltis.oauth;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Redirects to this machine use plain http (RFC 8252 §7.3 and §8.3): no certificate fits a loopback address. */
public final class LoopbackRedirect {

    private LoopbackRedirect() {}

    /** The same address with {@code http} when it is {@code https} on a loopback host; every other one unchanged. */
    public static URI normalise(URI redirect) {
        if (!"https".equalsIgnoreCase(redirect.getScheme()) || !isLoopback(redirect)) return redirect;
        return URI.create("http" + redirect.toString().substring("https".length()));
    }

    /** Like {@link #normalise}; empty for blank text or text that is no address. */
    public static Optional<URI> parse(String text) {
        if (text.isBlank()) return Optional.empty();
        try {
            return Optional.of(normalise(URI.create(text.strip())));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    static boolean isLoopback(URI uri) {
        String host = uri.getHost();
        if (host == null) return false;
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
    }
}
