package moltis.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import moltis.core.Secret;

/**
 * What a sign-in gave.
 *
 * @param accountId the account that the tokens belong to; for Copilot's API token the address of its endpoint
 * @param expiresAt when the access token ends, to the second; empty when nobody said
 * @param signedInAt when the person signed in; a renewal keeps it
 */
public record TokenSet(
        Secret accessToken,
        Optional<Secret> refreshToken,
        Optional<Secret> idToken,
        Optional<String> accountId,
        Optional<Instant> expiresAt,
        Optional<Instant> signedInAt) {

    public static TokenSet of(Secret accessToken) {
        return new TokenSet(
                accessToken, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether the token ends within {@code margin}. A token without an end never does, unless it is a JWT that says so. */
    public boolean endsWithin(Duration margin, Instant now) {
        return expiresAt
                .or(() -> JwtClaims.of(accessToken).expiresAt())
                .map(end -> !now.plus(margin).isBefore(end))
                .orElse(false);
    }

    /** These tokens, with what {@code before} knew and this answer left out: a refresh may omit all but the access token. */
    TokenSet keeping(TokenSet before) {
        return new TokenSet(
                accessToken,
                refreshToken.or(before::refreshToken),
                idToken.or(before::idToken),
                accountId.or(before::accountId),
                expiresAt,
                before.signedInAt);
    }

    /** These tokens, as the fruit of a sign-in at {@code when}. */
    TokenSet signedInAt(Instant when) {
        return new TokenSet(accessToken, refreshToken, idToken, accountId, expiresAt, Optional.of(when));
    }
}
