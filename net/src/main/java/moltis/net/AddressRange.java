package moltis.net;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses with the same first bits, as in {@code 10.0.0.0/8} or {@code fc00::/7}.
 *
 * @param prefix 4 bytes or 16
 * @param bits how many of them count
 */
record AddressRange(byte[] prefix, int bits) {

    private static final String LITERAL = "[0-9A-Fa-f:.]+";

    /** Reads a network such as {@code 172.22.0.0/16}; without a length it is one address. Empty if it is none. */
    static Optional<AddressRange> parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length > 2 || !parts[0].matches(LITERAL)) return Optional.empty();
        try {
            byte[] prefix = InetAddress.ofLiteral(parts[0]).getAddress();
            // The short forms of an address, such as 10.1, say too little to make an exception of them.
            if (prefix.length == 4 && parts[0].chars().filter(c -> c == '.').count() != 3) return Optional.empty();
            int most = 8 * prefix.length;
            int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
            return bits >= 0 && bits <= most ? Optional.of(new AddressRange(prefix, bits)) : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    static AddressRange of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) return false;
        int whole = bits / 8;
        for (int at = 0; at < whole; at++) if (address[at] != prefix[at]) return false;
        int rest = bits % 8;
        return rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff & (0xff00 >> rest)) == 0;
    }

    boolean isOneAddress() {
        return bits == 8 * prefix.length;
    }
}
