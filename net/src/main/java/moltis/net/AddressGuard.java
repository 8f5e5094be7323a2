package moltis.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import moltis.core.ConfigException;

/**
 * Says which addresses may be connected to when somebody else chose the address: a model, a web page, a document. Those
 * of this machine, its networks and its cloud are refused, unless they were allowed. Safe for use by many threads.
 */
public final class AddressGuard {

    /** What an HTTP client takes for an address instead of a name, short and odd forms included. */
    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%.*)?|[\\d.]+");

    private final List<AddressRange> allowed;

    private AddressGuard(List<AddressRange> allowed) {
        this.allowed = allowed;
    }

    /**
     * @param networks such as {@code 172.22.0.0/16}, whose addresses are allowed although they are not public; the
     *     metadata service of a cloud must be named by its one address
     * @throws ConfigException if one of them is no network
     */
    public static AddressGuard allowing(List<String> networks) {
        return new AddressGuard(networks.stream()
                .map(text -> AddressRange.parse(text)
                        .orElseThrow(() -> new ConfigException(
                                "'" + text + "' is not a network.",
                                "Write it as in 192.168.1.0/24 or fd12:3456::/32.")))
                .toList());
    }

    /** Whether this address may be connected to. */
    public boolean allows(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (PublicAddresses.isMetadata(bytes))
            return allowed.stream().anyMatch(range -> range.isOneAddress() && range.contains(bytes));
        return PublicAddresses.isPublic(bytes) || PublicAddresses.within(allowed, bytes);
    }

    /**
     * The same names, but a name with any address that may not be connected to is refused as a whole. Asked when a
     * connection is made, which then goes to one of these addresses and no other.
     */
    NameResolver over(NameResolver names) {
        return host -> {
            List<InetAddress> addresses = names.resolve(host);
            for (InetAddress address : addresses) check(host, address);
            return addresses;
        };
    }

    /** Whether a URL's host is an address already, so that nobody will resolve it. */
    static boolean isLiteral(String host) {
        return LITERAL.matcher(host).matches();
    }

    void check(String host, InetAddress address) throws UnknownHostException {
        if (allows(address)) return;
        throw new UnknownHostException("SSRF blocked: " + host + " is the address " + address.getHostAddress()
                + ", which is not on the public Internet");
    }
}
