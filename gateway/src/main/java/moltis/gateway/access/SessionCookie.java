package moltis.gateway.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import moltis.access.session.BrowserSessions;
import moltis.core.Secret;

/** The cookie by which a browser is known, and its attributes (RFC 6265). */
public record SessionCookie(GateSettings settings) {

    public static final String NAME = "moltis_session";

    private static final int LONGEST = 200;
    private static final int MOST = 4;

    /** The tokens that a request shows; a browser may send two cookies of one name. */
    static List<Secret> tokens(RequestFacts request) {
        List<Secret> tokens = new ArrayList<>();
        for (String header : request.headers("Cookie")) {
            for (String pair : header.split(";")) {
                int equals = pair.indexOf('=');
                if (equals < 0 || !pair.substring(0, equals).strip().equals(NAME)) continue;
                String value = pair.substring(equals + 1).strip();
                if (value.length() <= LONGEST && tokens.size() < MOST)
                    Secret.ofNullable(value).ifPresent(tokens::add);
            }
        }
        return tokens;
    }

    /** The value of {@code Set-Cookie} that signs a browser in. */
    public String set(RequestFacts request, Secret token) {
        return cookie(request, token.reveal(), BrowserSessions.LIFETIME.toSeconds());
    }

    /** The value of {@code Set-Cookie} that makes a browser forget. */
    public String clear(RequestFacts request) {
        return cookie(request, "", 0);
    }

    private String cookie(RequestFacts request, String value, long seconds) {
        return NAME + "=" + value + "; HttpOnly; SameSite=Strict; Path=/; Max-Age=" + seconds
                + (sharedOnLocalhost(request) ? "; Domain=localhost" : "") + (encrypted(request) ? "; Secure" : "");
    }

    /** A sign-in at moltis.localhost counts at localhost too, and back. */
    private boolean sharedOnLocalhost(RequestFacts request) {
        Optional<String> forwarded = settings.behindProxy() ? first(request, "X-Forwarded-Host") : Optional.empty();
        String host = Origin.hostName(forwarded.or(() -> request.header("Host")).orElse(""));
        return host.endsWith(".localhost") || (host.equals("localhost") && !settings.behindProxy());
    }

    private boolean encrypted(RequestFacts request) {
        if (settings.tls() || request.secure()) return true;
        return settings.behindProxy()
                && first(request, "X-Forwarded-Proto").filter("https"::equals).isPresent();
    }

    private static Optional<String> first(RequestFacts request, String header) {
        return request.header(header)
                .map(value -> value.split(",", -1)[0].strip().toLowerCase(Locale.ROOT));
    }
}
