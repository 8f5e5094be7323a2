package moltis.gateway.http;

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
}
