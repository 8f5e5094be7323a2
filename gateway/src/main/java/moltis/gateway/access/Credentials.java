package moltis.gateway.access;

import java.util.Optional;
import moltis.core.Secret;

/** What a client shows in its handshake. */
public record Credentials(
        Optional<Secret> token,
        Optional<Secret> password,
        Optional<Secret> apiKey,
        Optional<Secret> deviceToken,
        Optional<String> publicKey) {

    public static final Credentials NONE =
            new Credentials(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
