package moltis.access.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whom a try is counted for: an IPv4 address, or the /64 network of an IPv6 address, since whoever has one of its
 * addresses has all of them.
 */
record Neighbourhood(String name) {

    static Neighbourhood of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new Neighbourhood(HexFormat.of()
                .formatHex(
                        address instanceof Inet6Address && !address.isLoopbackAddress()
                                ? Arrays.copyOf(bytes, 8)
                                : bytes));
    }
}
