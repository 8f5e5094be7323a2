package moltis.gateway.access;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rule that tells our own pages from those of other sites, for upgrades and requests alike. */
public final class Origin {

    private Origin() {}

    /**
     * Whether a request may come from there. Without an {@code Origin} it may: no browser sent it across sites. Otherwise
     * host and port must be those of {@code host}, where all names of this machine count as one.
     */
    public static boolean allowed(Optional<String> origin, String host) {
        if (origin.isEmpty()) return true;
        @Nullable Authority ours;
        @Nullable Authority theirs;
        String text = origin.get().strip();
        int at = text.indexOf("://");
        if (at < 0) return false;
        int standardPort = standardPort(text.substring(0, at));
        if (standardPort < 0) return false;
        theirs = Authority.parse(text.substring(at + 3), standardPort);
        ours = Authority.parse(host, standardPort);
        return ours != null && theirs != null && ours.matches(theirs);
    }

    /** Whether a {@code Host} header names this machine. */
    public static boolean isLoopbackHost(String host) {
        Authority authority = Authority.parse(host, 80);
        return authority != null && authority.isLoopback();
    }

    /** The name in a {@code Host} header, in lower case and without its port; empty if there is none. */
    static String hostName(String host) {
        Authority authority = Authority.parse(host, 80);
        return authority == null ? "" : authority.name();
    }

    private static int standardPort(String scheme) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> -1;
        };
    }

    private record Authority(String name, int port) {

        static @Nullable Authority parse(String text, int standardPort) {
            String rest = text.strip().toLowerCase(Locale.ROOT);
            if (rest.isEmpty() || rest.contains("/") || rest.contains("@")) return null;
            int nameEnd = rest.startsWith("[") ? rest.indexOf(']') + 1 : endOfName(rest);
            if (nameEnd <= 0) return null;
            String name = rest.startsWith("[") ? rest.substring(1, nameEnd - 1) : rest.substring(0, nameEnd);
            String tail = rest.substring(nameEnd);
            if (tail.isEmpty()) return new Authority(name, standardPort);
            if (!tail.startsWith(":")) return null;
            try {
                return new Authority(name, Integer.parseInt(tail.substring(1)));
            } catch (NumberFormatException notAPort) {
                return null;
            }
        }

        private static int endOfName(String text) {
            int colon = text.indexOf(':');
            return colon < 0 ? text.length() : colon;
        }

        boolean matches(Authority other) {
            return port == other.port && (name.equals(other.name) || (isLoopback() && other.isLoopback()));
        }

        boolean isLoopback() {
            return name.equals("localhost")
                    || name.equals("127.0.0.1")
                    || name.equals("::1")
                    || name.endsWith(".localhost");
        }
    }
}
