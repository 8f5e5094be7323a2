package moltis.access.session;

import java.time.Instant;

/**
 * A browser that is signed in.
 *
 * @param address from where it signed in
 * @param userAgent what the browser calls itself; empty if it does not say
 * @param lastUsedAt exact to a minute
 */
public record BrowserSession(
        long id,
        SignInMethod method,
        String address,
        String userAgent,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt) {}
