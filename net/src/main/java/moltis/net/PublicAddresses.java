package moltis.net;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses belong to the public Internet, by the registries of special-purpose addresses (RFC 6890 and those that
 * followed). An IPv4 address inside an IPv6 one counts as what it is.
 */
final class PublicAddresses {

    private static final List<AddressRange> SPECIAL = ranges("""
            0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
            192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
            ::/96 ::ffff:0:0:0/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20
            5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8
            """);
    private static final List<AddressRange> PUBLIC_ALL_THE_SAME = ranges("""
            192.0.0.9 192.0.0.10 2001:1::1 2001:1::2 2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28
            """);
    /** Where clouds tell a machine its credentials. Some of these would pass as public. */
    private static final List<AddressRange> METADATA = ranges("""
            169.254.169.254 169.254.170.2 169.254.170.23 100.100.100.200 168.63.129.16 192.0.0.192
            fd00:ec2::254 fd00:ec2::23 fd20:ce::254
            """);

    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
    private static final int IPV4_AT = 12;

    private PublicAddresses() {}

    static boolean isPublic(byte[] address) {
        if (NAT64.contains(address)) return isPublic(Arrays.copyOfRange(address, IPV4_AT, 16));
        if (within(METADATA, address)) return false;
        return within(PUBLIC_ALL_THE_SAME, address) || !within(SPECIAL, address);
    }

    static boolean isMetadata(byte[] address) {
        boolean nat64 = NAT64.contains(address);
        return within(METADATA, nat64 ? Arrays.copyOfRange(address, IPV4_AT, 16) : address);
    }

    static boolean within(List<AddressRange> ranges, byte[] address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String text) {
        return Stream.of(text.strip().split("\\s+")).map(AddressRange::of).toList();
    }
}
