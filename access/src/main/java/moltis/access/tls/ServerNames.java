package moltis.access.tls;

import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a server certificate has to name. */
record ServerNames(Set<String> dns, Set<String> ip) {

    static final String FIRST = "moltis.localhost";

    /**
     * @param host the name of the machine
     * @param addresses of its own, as literals
     */
    static ServerNames of(String host, Collection<String> addresses) {
        Set<String> dns = new LinkedHashSet<>(List.of(FIRST, "*." + FIRST, "localhost"));
        if (host.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) {
            dns.add(host);
            if (!host.contains(".")) dns.add(host + ".local");
        }
        Set<String> ip = new LinkedHashSet<>();
        Stream.concat(Stream.of("127.0.0.1", "::1"), addresses.stream())
                .flatMap(text -> literal(text).stream())
                .forEach(ip::add);
        return new ServerNames(dns, ip);
    }

    /** Reads the form of {@link #lines}. */
    static ServerNames parse(List<String> lines) {
        Set<String> dns = new LinkedHashSet<>();
        Set<String> ip = new LinkedHashSet<>();
        for (String line : lines) {
            if (line.startsWith("dns:")) dns.add(line.substring(4).strip());
            if (line.startsWith("ip:")) ip.add(line.substring(3).strip());
        }
        return new ServerNames(dns, ip);
    }

    /** One a line: {@code dns:localhost}, {@code ip:127.0.0.1}. */
    List<String> lines() {
        return Stream.concat(
                        dns.stream().map(name -> "dns:" + name), ip.stream().map(address -> "ip:" + address))
                .toList();
    }

    boolean cover(ServerNames needed) {
        return dns.containsAll(needed.dns) && ip.containsAll(needed.ip);
    }

    /** The address in one way of writing, without a zone; empty if it names no one address. */
    private static Optional<String> literal(String text) {
        try {
            String bare = text.indexOf('%') < 0 ? text : text.substring(0, text.indexOf('%'));
            InetAddress address = InetAddress.ofLiteral(bare.strip());
            return address.isAnyLocalAddress() ? Optional.empty() : Optional.of(address.getHostAddress());
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
