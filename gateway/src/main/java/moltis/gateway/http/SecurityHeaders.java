package moltis.gateway.http;

import moltis.gateway.access.Origin;
import org.eclipse.jetty.http.HttpFields;

/** What every answer carries, unless its handler said something stricter. */
final class SecurityHeaders {

    private SecurityHeaders() {}

    static void put(HttpFields.Mutable headers, String requestId) {
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "sameorigin");
        headers.put("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.put("Permissions-Policy", "camera=(), microphone=(self), geolocation=(), payment=()");
        headers.put("x-request-id", requestId);
    }

    /** Tells the browser to use HTTPS only, unless other servers of this machine answer to the same name. */
    static void keepToHttps(HttpFields.Mutable headers, String host) {
        if (!Origin.isLoopbackHost(host))
            headers.put("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
}
