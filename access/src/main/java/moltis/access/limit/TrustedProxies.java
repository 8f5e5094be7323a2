package moltis.access.limit;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.ConfigException;

/**
 * Which of the addresses in {@code X-Forwarded-For} were written by proxies that we trust. Each proxy adds, on the right,
 * whom it talked to; whatever stands further left than the first untrusted address anybody may have made up.
 *
 * @param hops how many proxies stand before us, if no networks are named
 * @param networks the networks of the proxies; if any are named they decide
 */
public record TrustedProxies(int hops, List<Network> networks) {

    /** One proxy before us, wherever it is. */
    public static final TrustedProxies ONE_HOP = new TrustedProxies(1, List.of());

    /** Nobody stands before us, so what requests say about others is not read. */
    public static final TrustedProxies NONE = new TrustedProxies(0, List.of());

    private static final int MOST_READ = 32;

    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /**
     * Reads a setting: a number of hops, or networks such as {@code 10.0.0.0/8}.
     *
     * @throws ConfigException if it is neither
     */
    public static TrustedProxies parse(List<String> setting) {
        if (setting.isEmpty()) return ONE_HOP;
        if (setting.size() == 1 && setting.getFirst().strip().matches("\\d{1,2}"))
            return new TrustedProxies(Integer.parseInt(setting.getFirst().strip()), List.of());
        return new TrustedProxies(
                0,
                setting.stream()
                        .map(text -> Network.parse(text)
                                .orElseThrow(() -> new ConfigException(
                                        "'" + text + "' is no network of a proxy.",
                                        "Set server.trusted_proxies to networks such as 10.0.0.0/8, or to a number of"
                                                + " proxies such as 1.")))
                        .toList());
    }

    /**
     * Who made the request.
     *
     * @param peer the other end of the connection
     * @param forwardedFor the values of all {@code X-Forwarded-For} headers, in their order
     */
    public InetAddress client(InetAddress peer, List<String> forwardedFor) {
        List<String> chain = new ArrayList<>();
        for (String header : forwardedFor) chain.addAll(List.of(header.split(",", -1)));
        InetAddress client = peer;
        int walked = 0;
        for (int at = chain.size() - 1; at >= 0 && walked < MOST_READ && trusts(client, walked); at--, walked++) {
            Optional<InetAddress> next = address(chain.get(at));
            if (next.isEmpty()) return client;
            client = next.get();
        }
        return client;
    }

    private boolean trusts(InetAddress address, int walked) {
        return networks.isEmpty() ? walked < hops : networks.stream().anyMatch(network -> network.contains(address));
    }

    private static Optional<InetAddress> address(String text) {
        String bare = text.strip();
        // Some proxies add the port.
        if (bare.startsWith("[") && bare.contains("]")) bare = bare.substring(1, bare.indexOf(']'));
        else if (bare.indexOf(':') >= 0 && bare.indexOf(':') == bare.lastIndexOf(':'))
            bare = bare.substring(0, bare.indexOf(':'));
        return Network.literal(bare);
    }
}
