package moltis.oauth;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import moltis.core.ProviderException;
import moltis.core.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens that are good when they are handed out. They are renewed five minutes before they end, once per account however
 * many turns ask, across threads and processes; new tokens are on disk before their first use. When the provider refuses
 * a renewal, the sign-in is dead: that is told once, and nobody asks the provider again until the person signs in. Safe
 * for use by many threads.
 */
final class LiveTokens {

    private static final Logger log = LoggerFactory.getLogger(LiveTokens.class);
    private static final Duration EARLY = Duration.ofSeconds(300);

    private final TokenStore store;
    private final OAuthConfigs configs;
    private final TokenEndpoint endpoint;
    private final KimiDevice kimi;
    private final CodexCliFile codexCli;
    private final SignInListener listener;
    private final Clock clock;

    /** Refused sign-ins: the provider with the token that was refused, so that a new token clears it by itself. */
    private final Map<String, Refusal> refused = new ConcurrentHashMap<>();

    private record Refusal(Secret token, String reason) {}

    LiveTokens(
            TokenStore store,
            OAuthConfigs configs,
            TokenEndpoint endpoint,
            KimiDevice kimi,
            CodexCliFile codexCli,
            SignInListener listener,
            Clock clock) {
        this.store = store;
        this.configs = configs;
        this.endpoint = endpoint;
        this.kimi = kimi;
        this.codexCli = codexCli;
        this.listener = listener;
        this.clock = clock;
    }

    /** What is kept, good or not, without asking anybody. The store wins over the Codex command line's file. */
    Optional<TokenSet> peek(String provider) {
        Optional<TokenSet> stored = store.find(provider);
        return stored.isEmpty() && provider.equals(BuiltInOAuth.CODEX) ? codexCli.read() : stored;
    }

    /** Why the provider refused the tokens that are kept; empty when it did not. */
    Optional<String> refusal(String provider) {
        Refusal refusal = refused.get(provider);
        if (refusal == null) return Optional.empty();
        boolean same = peek(provider)
                .map(TokenSet::accessToken)
                .filter(refusal.token()::equals)
                .isPresent();
        if (same) return Optional.of(refusal.reason());
        refused.remove(provider, refusal);
        return Optional.empty();
    }

    /**
     * Tokens that are good now. Waits for the network only when they have to be renewed.
     *
     * @throws ProviderException if nobody is signed in, or the provider refuses to renew
     */
    TokenSet current(String provider) throws InterruptedException {
        TokenSet tokens = peek(provider).orElseThrow(() -> SignInEnded.notSignedIn(provider));
        Optional<String> refusal = refusal(provider);
        if (refusal.isPresent()) throw SignInEnded.because(provider, refusal.get());
        if (!tokens.endsWithin(EARLY, clock.instant())) return tokens;
        return renew(provider, tokens.accessToken());
    }

    /** Other tokens than {@code rejected}, which the provider's API would not take although they looked good. */
    TokenSet renew(String provider, Secret rejected) throws InterruptedException {
        return store.exclusively(provider, () -> {
            TokenSet tokens = peek(provider).orElseThrow(() -> SignInEnded.notSignedIn(provider));
            // Somebody else renewed them while this thread waited for its turn.
            boolean fresh = !tokens.accessToken().equals(rejected) && !tokens.endsWithin(EARLY, clock.instant());
            return fresh ? tokens : refresh(provider, tokens, true);
        });
    }

    private TokenSet refresh(String provider, TokenSet tokens, boolean mayAdopt) throws InterruptedException {
        Optional<Secret> refreshToken = tokens.refreshToken();
        if (refreshToken.isEmpty()) throw refuse(provider, tokens, "it has ended and can't be renewed");
        OAuthConfig config = configs.find(provider).orElseThrow(() -> SignInEnded.notSignedIn(provider));
        Map<String, String> headers = provider.equals(BuiltInOAuth.KIMI) ? kimi.headers() : Map.of();
        try {
            TokenSet renewed =
                    endpoint.refresh(config, refreshToken.get(), headers).keeping(tokens);
            store.save(provider, renewed);
            log.atInfo().addKeyValue("provider", provider).log("sign-in renewed");
            return renewed;
        } catch (OAuthFailure e) {
            if (!e.isFinal()) throw SignInEnded.unreachable(provider, e);
            // The Codex command line shares its refresh token with us and may have used it first.
            Optional<TokenSet> other = mayAdopt ? adoptable(provider, tokens) : Optional.empty();
            if (other.isPresent()) {
                store.save(provider, other.get());
                return other.get().endsWithin(EARLY, clock.instant())
                        ? refresh(provider, other.get(), false)
                        : other.get();
            }
            throw refuse(provider, tokens, e.sentence());
        }
    }

    private Optional<TokenSet> adoptable(String provider, TokenSet refusedTokens) {
        if (!provider.equals(BuiltInOAuth.CODEX)) return Optional.empty();
        return codexCli.read()
                .filter(other -> !other.refreshToken().equals(refusedTokens.refreshToken())
                        && !other.accessToken().equals(refusedTokens.accessToken()));
    }

    private ProviderException refuse(String provider, TokenSet tokens, String reason) {
        refused.put(provider, new Refusal(tokens.accessToken(), reason));
        listener.needsSignIn(provider, reason);
        return SignInEnded.because(provider, reason);
    }
}
