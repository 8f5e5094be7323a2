package moltis.oauth;

import java.time.Instant;
import java.util.Optional;

/**
 * How a provider's sign-in stands.
 *
 * @param connected whether there are tokens that have not been refused
 * @param waiting whether a sign-in has begun and waits for the person
 * @param source where the tokens are, for people; empty when there are none
 * @param expiresAt when the present access token ends, where known; it is renewed by itself
 * @param problem why the last sign-in or renewal failed, until the next one works
 * @param since when the person signed in, where known
 * @param device the code that waits to be typed, while one does
 */
public record SignInStatus(
        boolean connected,
        boolean waiting,
        Optional<String> source,
        Optional<Instant> expiresAt,
        Optional<String> problem,
        Optional<Instant> since,
        Optional<SignInStart.Device> device) {}
