/**
 * Setting up, signing in and out, and what the person sees of it: {@code /api/auth/…}. Bodies are JSON both ways; a
 * refusal is {@code {"code", "error"}}, with {@code "hint"} where there is something to advise, and with
 * {@code "retry_after_seconds"} and the header {@code Retry-After} where time helps. Moments are ISO-8601 text in UTC. What
 * each address takes and gives stands at its class.
 */
@NullMarked
package moltis.gateway.auth;

import org.jspecify.annotations.NullMarked;
