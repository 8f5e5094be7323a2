package moltis.access.passkey;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names under which this server is reached, for passkeys. More may come while it runs. Safe for use by many threads. */
public final class RelyingParties {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private final CopyOnWriteArrayList<RelyingParty> parties = new CopyOnWriteArrayList<>();

    public RelyingParties(List<RelyingParty> first) {
        parties.addAll(first);
    }

    /** Nobody can make or use a passkey. */
    public static RelyingParties none() {
        return new RelyingParties(List.of());
    }

    /**
     * The one party of an address that the person named, such as {@code https://moltis.example/}; empty if its host is no
     * name, for passkeys need one.
     */
    public static Optional<RelyingParty> at(String url) {
        return origin(url).map(origin -> {
            String host = host(URI.create(origin).getHost());
            return new RelyingParty(host, List.of(origin), Set.of(host));
        });
    }

    /** As {@link #at}, for a party whose name is a parent of the address's host. */
    public static Optional<RelyingParty> at(String id, String url) {
        String name = host(id);
        return origin(url)
                .filter(origin -> {
                    String host = host(URI.create(origin).getHost());
                    return host.equals(name) || host.endsWith("." + name);
                })
                .map(origin -> new RelyingParty(
                        name,
                        List.of(origin),
                        Set.of(name, host(URI.create(origin).getHost()))));
    }

    /**
     * The parties of a server that nobody has named: this machine, with all its names.
     *
     * @param names of the machine in its network
     */
    public static List<RelyingParty> usual(String scheme, int port, List<String> names) {
        List<RelyingParty> parties = new ArrayList<>();
        parties.add(new RelyingParty(
                "localhost",
                List.of(scheme + "://localhost:" + port, scheme + "://moltis.localhost:" + port),
                Set.of("localhost", "moltis.localhost")));
        Set<String> all = new LinkedHashSet<>();
        for (String name : names) {
            String host = host(name);
            if (host.equals("localhost") || !isName(host)) continue;
            all.add(host);
            if (!host.contains(".")) all.add(host + ".local");
        }
        for (String host : all)
            parties.add(new RelyingParty(host, List.of(scheme + "://" + host + ":" + port), Set.of(host)));
        return parties;
    }

    public void add(RelyingParty party) {
        if (parties.stream().noneMatch(known -> known.id().equals(party.id()))) parties.add(party);
    }

    /** The party for a request. @param host of the request, with or without a port */
    public Optional<RelyingParty> find(String host) {
        String name = host(host);
        return parties.stream().filter(party -> party.hosts().contains(name)).findFirst();
    }

    public boolean isEmpty() {
        return parties.isEmpty();
    }

    /** Every address at which passkeys work. */
    public List<String> origins() {
        return parties.stream().flatMap(party -> party.origins().stream()).toList();
    }

    Stream<RelyingParty> all() {
        return parties.stream();
    }

    /** A host as it is compared: in lower case, without a port and without the dot at its end. */
    static String host(String text) {
        String host = text.strip().toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) return host.contains("]") ? host.substring(1, host.indexOf(']')) : host;
        if (host.indexOf(':') >= 0 && host.indexOf(':') == host.lastIndexOf(':'))
            host = host.substring(0, host.indexOf(':'));
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static boolean isName(String host) {
        return NAME.matcher(host).matches() && !ADDRESS.matcher(host).matches();
    }

    private static Optional<String> origin(String url) {
        try {
            URI uri = URI.create(url.strip());
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || !isName(host(uri.getHost()))) return Optional.empty();
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return Optional.of(uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host(uri.getHost()) + port);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
