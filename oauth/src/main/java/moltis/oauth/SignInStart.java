package moltis.oauth;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a person has to do now. */
public sealed interface SignInStart {

    /**
     * Open this page.
     *
     * @param problem why the callback can't arrive by itself, when it can't; pasting its address still works
     */
    record Browser(URI authUrl, Optional<String> problem, Instant expiresAt) implements SignInStart {}

    /** Open that page and type the code. */
    record Device(
            String userCode,
            URI verificationUri,
            Optional<URI> verificationUriComplete,
            Duration interval,
            Instant expiresAt)
            implements SignInStart {}

    /** Nothing: there is a sign-in that works as far as is known. */
    record AlreadySignedIn() implements SignInStart {}
}
