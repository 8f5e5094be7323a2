package moltis.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a token says about itself (RFC 7519). The signature is not checked: the token came over TLS from the server that
 * issued it, and what is read here decides nothing but which account to name and when to renew.
 */
final class JwtClaims {

    private static final String OPENAI = "https://api.openai.com/auth";
    private static final String ACCOUNT = "chatgpt_account_id";

    private final Map<String, Object> claims;

    private JwtClaims(Map<String, Object> claims) {
        this.claims = claims;
    }

    /** The claims; none when the token is not a JWT. */
    static JwtClaims of(Secret token) {
        try {
            JWTClaimsSet set = JWTParser.parse(token.reveal()).getJWTClaimsSet();
            return new JwtClaims(set == null ? Map.of() : set.toJSONObject());
        } catch (ParseException notAJwt) {
            return new JwtClaims(Map.of());
        }
    }

    Optional<Instant> expiresAt() {
        return claims.get("exp") instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    /** The ChatGPT account: the claim itself, else the one inside OpenAI's own claim, else the first organisation. */
    Optional<String> chatGptAccount() {
        return text(claims.get(ACCOUNT))
                .or(() -> claims.get(OPENAI) instanceof Map<?, ?> openAi ? text(openAi.get(ACCOUNT)) : Optional.empty())
                .or(() -> claims.get("organizations") instanceof List<?> list
                                && !list.isEmpty()
                                && list.getFirst() instanceof Map<?, ?> first
                        ? text(first.get("id"))
                        : Optional.empty());
    }

    private static Optional<String> text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
