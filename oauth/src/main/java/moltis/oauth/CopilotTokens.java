package moltis.oauth;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import moltis.core.ProviderException;
import moltis.core.Secret;
import moltis.core.json.Json;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Copilot's short-lived API token, got from the GitHub sign-in that stands behind it, kept with its endpoint in the token
 * store and renewed a minute before it ends, once however many turns ask. Safe for use by many threads.
 */
final class CopilotTokens {

    static final String CACHE_KEY = "github-copilot-api";
    static final URI EXCHANGE = URI.create("https://api.github.com/copilot_internal/v2/token");

    private static final Logger log = LoggerFactory.getLogger(CopilotTokens.class);
    private static final Duration EARLY = Duration.ofSeconds(60);
    private static final long LARGEST_ANSWER = 64 * 1024;

    private final TokenStore store;
    private final Supplier<OkHttpClient> http;
    private final URI exchange;
    private final SignInListener listener;
    private final Clock clock;
    private volatile @Nullable Refusal refused;

    private record Refusal(Secret gitHub, String reason) {}

    CopilotTokens(TokenStore store, Supplier<OkHttpClient> http, URI exchange, SignInListener listener, Clock clock) {
        this.store = store;
        this.http = http;
        this.exchange = exchange;
        this.listener = listener;
        this.clock = clock;
    }

    Credential current() throws InterruptedException {
        Optional<Credential> cached = cached(Optional.empty());
        return cached.isPresent() ? cached.get() : renew(Optional.empty());
    }

    /** Another token than {@code rejected}, and the endpoint that comes with it. */
    Credential renew(Optional<Secret> rejected) throws InterruptedException {
        return store.exclusively(CACHE_KEY, () -> {
            Optional<Credential> fresh = cached(rejected);
            return fresh.isPresent() ? fresh.get() : exchange();
        });
    }

    void forget() {
        refused = null;
        store.delete(CACHE_KEY);
    }

    /** Why GitHub gives no token for the sign-in that is kept; empty when it does. */
    Optional<String> refusal() {
        Refusal refusal = refused;
        return refusal != null
                        && store.find(BuiltInOAuth.COPILOT)
                                .map(TokenSet::accessToken)
                                .filter(refusal.gitHub()::equals)
                                .isPresent()
                ? Optional.of(refusal.reason())
                : Optional.empty();
    }

    /** Told once for a sign-in, however many turns meet it. */
    private ProviderException refuse(Secret gitHub, String reason) {
        boolean known = refusal().isPresent();
        refused = new Refusal(gitHub, reason);
        if (!known) listener.needsSignIn(BuiltInOAuth.COPILOT, reason);
        return SignInEnded.because(BuiltInOAuth.COPILOT, reason);
    }

    private Optional<Credential> cached(Optional<Secret> rejected) {
        return store.find(CACHE_KEY)
                .filter(tokens -> tokens.expiresAt().isPresent())
                .filter(tokens -> !tokens.endsWithin(EARLY, clock.instant()))
                .filter(tokens -> rejected.filter(tokens.accessToken()::equals).isEmpty())
                .flatMap(tokens -> tokens.accountId()
                        .flatMap(CopilotEndpoint::parse)
                        .map(endpoint -> credential(tokens.accessToken(), endpoint)));
    }

    private Credential exchange() throws InterruptedException {
        Secret gitHub = store.find(BuiltInOAuth.COPILOT)
                .map(TokenSet::accessToken)
                .orElseThrow(() -> SignInEnded.notSignedIn(BuiltInOAuth.COPILOT));
        Request request = new Request.Builder()
                .url(exchange.toString())
                .header("Authorization", "token " + gitHub.reveal())
                .header("Accept", "application/json")
                .header("User-Agent", "moltis/0.1.0 (GitHub Copilot compatible client)")
                .build();
        OkHttpClient client =
                http.get().newBuilder().callTimeout(Duration.ofSeconds(30)).build();
        try (Response response = client.newCall(request).execute()) {
            if (response.code() == 401 || response.code() == 403 || response.code() == 404) {
                String reason =
                        "GitHub answered HTTP " + response.code() + " (no Copilot subscription, or access withdrawn)";
                throw refuse(gitHub, reason);
            }
            if (!response.isSuccessful())
                throw SignInEnded.unreachable(
                        BuiltInOAuth.COPILOT,
                        new OAuthFailure("http_error", "GitHub answered HTTP " + response.code(), response.code()));
            return keep(Json.parse(response.peekBody(LARGEST_ANSWER).string()));
        } catch (JacksonException e) {
            throw SignInEnded.unreachable(BuiltInOAuth.COPILOT, OAuthFailure.unexpected("GitHub's answer is not JSON"));
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            throw SignInEnded.unreachable(BuiltInOAuth.COPILOT, OAuthFailure.unreachable(exchange, e));
        }
    }

    private Credential keep(JsonNode answer) {
        Secret token = Secret.ofNullable(answer.path("token").asString(""))
                .orElseThrow(() -> SignInEnded.unreachable(
                        BuiltInOAuth.COPILOT, OAuthFailure.unexpected("GitHub's answer holds no token")));
        refused = null;
        CopilotEndpoint endpoint = CopilotEndpoint.from(answer);
        Instant end = Instant.ofEpochSecond(answer.path("expires_at").asLong(0));
        store.save(
                CACHE_KEY,
                new TokenSet(
                        token,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(endpoint.text()),
                        Optional.of(end),
                        Optional.empty()));
        log.atInfo()
                .addKeyValue("endpoint", endpoint.text())
                .addKeyValue("enterprise", endpoint.enterprise())
                .log("Copilot token renewed");
        return credential(token, endpoint);
    }

    private static Credential credential(Secret token, CopilotEndpoint endpoint) {
        return new Credential(token, Optional.empty(), Optional.of(endpoint.base()));
    }
}
