package moltis.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.core.ConfigException;
import moltis.core.Secret;
import okhttp3.Authenticator;
import okhttp3.Credentials;

/**
 * The proxy that stands between this machine and the world.
 *
 * @param kind {@code HTTP} or {@code SOCKS}
 * @param credentials {@code user:password}, for an HTTP proxy that asks
 */
public record UpstreamProxy(Proxy.Type kind, String host, int port, Optional<Secret> credentials) {

    private static final Set<String> DIRECT = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    /**
     * Reads {@code http://}, {@code https://}, {@code socks5://} or {@code socks5h://}, with user and password before
     * the last {@code @}.
     *
     * @throws ConfigException if {@code url} is none of these: who demands a proxy must not silently go direct
     */
    public static UpstreamProxy parse(String url) {
        int scheme = url.indexOf("://");
        int at = url.lastIndexOf('@');
        String kind = scheme < 0 ? "" : url.substring(0, scheme);
        String user = at > scheme ? url.substring(scheme + 3, at) : "";
        try {
            URI address = URI.create(kind + "://" + url.substring(Math.max(at, scheme + 2) + 1));
            if (address.getHost() == null) throw refused(url);
            return switch (kind) {
                case "http", "https" -> of(Proxy.Type.HTTP, address, kind.equals("http") ? 80 : 443, user);
                case "socks5", "socks5h" -> of(Proxy.Type.SOCKS, address, 1080, user);
                default -> throw refused(url);
            };
        } catch (IllegalArgumentException _) {
            throw refused(url);
        }
    }

    private static UpstreamProxy of(Proxy.Type kind, URI address, int defaultPort, String user) {
        int port = address.getPort() < 0 ? defaultPort : address.getPort();
        return new UpstreamProxy(
                kind,
                address.getHost(),
                port,
                Secret.ofNullable(URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8)));
    }

    private static ConfigException refused(String url) {
        String shown = url.substring(url.lastIndexOf('@') + 1);
        return new ConfigException(
                "upstream_proxy is not a proxy address: " + shown,
                "Write http://host:port or socks5://host:port, or remove the key to go direct.");
    }

    ProxySelector selector() {
        Proxy proxy = new Proxy(
                kind,
                kind == Proxy.Type.SOCKS
                        ? new InetSocketAddress(host, port)
                        : InetSocketAddress.createUnresolved(host, port));
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(DIRECT.contains(uri.getHost()) ? Proxy.NO_PROXY : proxy);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
    }

    Authenticator authenticator() {
        return (_, response) -> {
            if (credentials.isEmpty() || response.request().header("Proxy-Authorization") != null) return null;
            String[] both = credentials.get().reveal().split(":", 2);
            return response.request()
                    .newBuilder()
                    .header("Proxy-Authorization", Credentials.basic(both[0], both.length > 1 ? both[1] : ""))
                    .build();
        };
    }
}
