package moltis.access.limit;

import java.net.InetAddress;
import java.util.Optional;

/** Addresses that begin with the same bits. */
public record Network(InetAddress first, int bits) {

    /** Reads {@code 10.0.0.0/8}, or one address. Never asks a name server. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        String address = (slash < 0 ? text : text.substring(0, slash)).strip();
        Optional<InetAddress> first = literal(address);
        if (first.isEmpty()) return Optional.empty();
        int width = first.get().getAddress().length * 8;
        if (slash < 0) return Optional.of(new Network(first.get(), width));
        String bits = text.substring(slash + 1).strip();
        if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > width) return Optional.empty();
        return Optional.of(new Network(first.get(), Integer.parseInt(bits)));
    }

    public boolean contains(InetAddress address) {
        byte[] ours = first.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) return false;
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) return false;
        }
        return true;
    }

    static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
