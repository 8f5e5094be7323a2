package moltis.oauth;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.RequestException;
import moltis.core.Secret;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module's door: begins, completes, watches and ends sign-ins, and hands out credentials that are good when they are
 * handed out. Nothing is contacted and no port is opened before a person begins. Safe for use by many threads.
 */
public final class SignIns implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SignIns.class);
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int DEFAULT_PORT = 1455;

    private final SignInSettings settings;
    private final OAuthConfigs configs;
    private final TokenStore store;
    private final TokenEndpoint endpoint;
    private final ApiKeyExchange keyExchange;
    private final KimiDevice kimi;
    private final CodexCliFile codexCli;
    private final LiveTokens live;
    private final CopilotTokens copilot;
    private final SignInListener listener;
    private final Clock clock;
    private final Pause pause;

    private final PendingSignIns pending;
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private final Map<String, DeviceWait> devices = new ConcurrentHashMap<>();

    private record DeviceWait(Thread poller, SignInStart.Device shown) {}

    // By port; guarded by itself, never held over the network.
    private final Map<Integer, CallbackListener> listeners = new HashMap<>();

    /** @param http gives the one client of the process; asked at the first call, not before */
    public SignIns(
            SignInSettings settings,
            TokenStore store,
            Supplier<OkHttpClient> http,
            SignInListener listener,
            Clock clock,
            Pause pause) {
        this(settings, store, http, listener, clock, pause, CopilotTokens.EXCHANGE);
    }

    SignIns(
            SignInSettings settings,
            TokenStore store,
            Supplier<OkHttpClient> http,
            SignInListener listener,
            Clock clock,
            Pause pause,
            URI copilotExchange) {
        this.settings = settings;
        this.store = store;
        this.listener = listener;
        this.clock = clock;
        this.pause = pause;
        this.configs =
                new OAuthConfigs(settings.configFolder().resolve("oauth_providers.json"), settings.environment());
        this.endpoint = new TokenEndpoint(http, clock);
        this.keyExchange = new ApiKeyExchange(http);
        this.kimi = new KimiDevice(settings.configFolder().resolve("kimi_device_id"));
        this.codexCli = new CodexCliFile(settings.environment());
        this.live = new LiveTokens(store, configs, endpoint, kimi, codexCli, listener, clock);
        this.copilot = new CopilotTokens(store, http, copilotExchange, listener, clock);
        this.pending = new PendingSignIns(clock);
    }

    /** The providers that can be signed in to, sorted. */
    public Set<String> providers() {
        return configs.names();
    }

    /**
     * Begins a sign-in. Calls the provider only for a device code.
     *
     * @param redirect where the gateway itself can be reached, for providers that registered no redirect of their own
     * @param force begins anew although there is a sign-in
     * @param owner who asks; only the same one can complete it by hand. Null when there is only one person
     * @throws RequestException if the provider has no sign-in, with the reason, or can't be reached
     */
    public SignInStart start(String provider, Optional<URI> redirect, boolean force, @Nullable String owner)
            throws InterruptedException {
        OAuthConfig config = configs.find(provider).orElseThrow(() -> noSignIn(provider));
        if (status(provider).connected() && !force) {
            // Whoever stopped using another program's sign-in takes it up again here.
            listener.signedIn(provider);
            return new SignInStart.AlreadySignedIn();
        }
        problems.remove(provider);
        return config.deviceFlow() ? startDevice(provider, config) : startBrowser(provider, config, redirect, owner);
    }

    public SignInStatus status(String provider) {
        Optional<TokenSet> tokens = live.peek(provider);
        Optional<String> refusal = live.refusal(provider)
                .or(() -> provider.equals(BuiltInOAuth.COPILOT) ? copilot.refusal() : Optional.empty());
        DeviceWait device = devices.get(provider);
        return new SignInStatus(
                tokens.isPresent() && refusal.isEmpty(),
                device != null || pending.isWaiting(provider),
                tokens.map(found -> store.find(provider).isPresent() ? "oauth_tokens.json" : codexCli.description()),
                tokens.flatMap(TokenSet::expiresAt),
                refusal.or(() -> Optional.ofNullable(problems.get(provider))),
                tokens.flatMap(TokenSet::signedInAt),
                Optional.ofNullable(device).map(DeviceWait::shown));
    }

    /**
     * Completes a sign-in with what a person pasted: the callback's address, its query, or {@code code#state}.
     *
     * @param provider the provider that the person believes to sign in to, when it is known
     * @return the provider that is signed in to now
     */
    public String completePasted(String pasted, Optional<String> provider, @Nullable String owner)
            throws InterruptedException {
        CallbackInput input = CallbackInput.parse(pasted);
        return complete(input.code(), input.state(), provider, owner);
    }

    /** Completes a sign-in. @throws RequestException if the state is unknown, used or expired, or the provider refuses */
    public String complete(String code, String state, Optional<String> provider, @Nullable String owner)
            throws InterruptedException {
        PendingSignIn waiting = pending.find(state)
                .filter(found ->
                        found.owner() == null || owner == null || found.owner().equals(owner))
                .orElseThrow(SignIns::unknownState);
        if (provider.isPresent() && !provider.get().equals(waiting.provider()))
            throw RequestException.invalid("provider mismatch for OAuth state: expected '" + waiting.provider()
                    + "', got '" + provider.get() + "'");
        exchange(waiting, code);
        return waiting.provider();
    }

    /** Whether {@code state} belongs to a sign-in of this module that still waits. */
    public boolean owns(String state) {
        return pending.find(state).isPresent();
    }

    /** Answers a browser that came back from a provider, at the gateway's own route or at a listener of ours. */
    public CallbackPage callback(Map<String, String> query) {
        String state = query.getOrDefault("state", "");
        Optional<PendingSignIn> waiting = state.isBlank() ? Optional.empty() : pending.find(state);
        if (state.isBlank()) return CallbackPage.failure("Missing OAuth state.");
        if (waiting.isEmpty())
            return CallbackPage.failure(
                    "This sign-in is not known here, or it was used or took too long. Start again.");
        String error = query.getOrDefault("error", "");
        if (!error.isBlank()) {
            String reason = query.getOrDefault("error_description", error);
            if (pending.take(waiting.get())) problems.put(waiting.get().provider(), reason);
            closeIdleListeners();
            return CallbackPage.failure(reason);
        }
        String code = query.getOrDefault("code", "");
        if (code.isBlank()) return CallbackPage.failure("Missing authorization code.");
        try {
            exchange(waiting.get(), code);
            return CallbackPage.success();
        } catch (MoltisException e) {
            return CallbackPage.failure(e.sentence());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CallbackPage.failure("The server is stopping. Start again.");
        }
    }

    /** Gives up a sign-in that waits. @return whether one did */
    public boolean cancel(String provider) {
        DeviceWait device = devices.remove(provider);
        if (device != null) device.poller().interrupt();
        boolean wasPending = pending.removeIf(waiting -> waiting.provider().equals(provider));
        closeIdleListeners();
        return device != null || wasPending;
    }

    /**
     * Forgets the sign-in, then tells the provider that it is over, where the provider wants to know; that the provider
     * can't be reached changes nothing here.
     *
     * @return whether there was one of ours; a file of another program is never touched
     */
    public boolean disconnect(String provider) throws InterruptedException {
        cancel(provider);
        problems.remove(provider);
        Optional<TokenSet> tokens = store.find(provider);
        boolean had = store.delete(provider);
        if (provider.equals(BuiltInOAuth.COPILOT)) copilot.forget();
        listener.disconnected(provider);
        if (tokens.isPresent()) revoke(provider, tokens.get());
        return had;
    }

    private void revoke(String provider, TokenSet tokens) throws InterruptedException {
        Optional<OAuthConfig> config = configs.find(provider);
        Optional<URI> revocation = config.flatMap(OAuthConfig::revocationUrl);
        boolean codex = provider.equals(BuiltInOAuth.CODEX);
        // What came from the Codex command line is still its sign-in.
        boolean shared =
                codex && codexCli.read().flatMap(TokenSet::refreshToken).equals(tokens.refreshToken());
        if (config.isEmpty() || revocation.isEmpty() || shared) return;
        String kind = tokens.refreshToken().isPresent() ? "refresh_token" : "access_token";
        try {
            endpoint.revoke(
                    config.get(), revocation.get(), tokens.refreshToken().orElse(tokens.accessToken()), kind, codex);
        } catch (OAuthFailure e) {
            log.atWarn()
                    .addKeyValue("provider", provider)
                    .addKeyValue("reason", e.sentence())
                    .log("the sign-in was forgotten here, but the provider could not be told");
        }
    }

    /**
     * What to make a request with now. Waits for the network only when it has to be renewed.
     *
     * @throws moltis.core.ProviderException if nobody is signed in, or the provider refuses to renew
     */
    public Credential credential(String provider) throws InterruptedException {
        return provider.equals(BuiltInOAuth.COPILOT) ? copilot.current() : credential(live.current(provider));
    }

    /** Another credential than {@code rejected}, which the provider's API answered with 401. */
    public Credential renewed(String provider, Secret rejected) throws InterruptedException {
        return provider.equals(BuiltInOAuth.COPILOT)
                ? copilot.renew(Optional.of(rejected))
                : credential(live.renew(provider, rejected));
    }

    /** The headers that identify this installation to Kimi. */
    public Map<String, String> kimiHeaders() {
        return kimi.headers();
    }

    @Override
    public void close() {
        devices.values().forEach(device -> device.poller().interrupt());
        synchronized (listeners) {
            listeners.values().forEach(CallbackListener::close);
            listeners.clear();
        }
    }

    private SignInStart startBrowser(
            String provider, OAuthConfig config, Optional<URI> redirect, @Nullable String owner) {
        boolean viaGateway = config.redirectUri().isEmpty() && redirect.isPresent();
        URI target = config.redirectUri()
                .or(() -> redirect.map(LoopbackRedirect::normalise))
                .orElse(URI.create("http://localhost:" + DEFAULT_PORT + "/auth/callback"));
        CodeVerifier verifier = new CodeVerifier();
        String state = new State(16).getValue();
        Instant expiresAt = clock.instant().plus(LIFE);
        pending.add(new PendingSignIn(provider, config, state, verifier, target, owner, expiresAt));
        Optional<String> problem = viaGateway ? Optional.empty() : listen(target);
        return new SignInStart.Browser(authorizationUrl(config, target, verifier, state), problem, expiresAt);
    }

    private static URI authorizationUrl(OAuthConfig config, URI redirect, CodeVerifier verifier, String state) {
        HttpUrl base = HttpUrl.get(config.authUrl());
        if (base == null) throw RequestException.invalid("the authorization address can't be opened in a browser");
        HttpUrl.Builder url = base.newBuilder()
                .addQueryParameter("response_type", "code")
                .addQueryParameter("client_id", config.clientId())
                .addQueryParameter("redirect_uri", redirect.toString())
                .addQueryParameter(
                        "code_challenge",
                        CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                                .getValue())
                .addQueryParameter("code_challenge_method", CodeChallengeMethod.S256.getValue())
                .addQueryParameter("state", state);
        config.resource().ifPresent(resource -> url.addQueryParameter("resource", resource));
        if (!config.scopes().isEmpty()) url.addQueryParameter("scope", String.join(" ", config.scopes()));
        config.extraAuthParams().forEach(extra -> url.addQueryParameter(extra.name(), extra.value()));
        return url.build().uri();
    }

    /** @return why nobody will hear the callback, when that is so */
    private Optional<String> listen(URI redirect) {
        int port = redirect.getPort() > 0 ? redirect.getPort() : DEFAULT_PORT;
        synchronized (listeners) {
            if (listeners.containsKey(port)) return Optional.empty();
            try {
                listeners.put(port, CallbackListener.open(settings.bindAddress(), port, this::callback));
            } catch (BindException e) {
                return Optional.of(
                        "Port " + port + " is in use by another program. Sign in, then paste the address of the"
                                + " page that could not be opened.");
            } catch (IOException e) {
                return Optional.of("Port " + port + " can't be opened. Sign in, then paste the address of the page that"
                        + " could not be opened.");
            }
        }
        Thread.ofVirtual().name("oauth-callback-" + port).start(() -> closeWhenOver(port));
        return Optional.empty();
    }

    private void closeWhenOver(int port) {
        try {
            pause.forDuration(LIFE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeIdleListeners();
    }

    private void closeIdleListeners() {
        synchronized (listeners) {
            listeners.entrySet().removeIf(entry -> {
                if (pending.anyOnPort(entry.getKey())) return false;
                // Closing waits for the page that is being sent, perhaps by this very thread.
                Thread.ofVirtual().start(entry.getValue()::close);
                return true;
            });
        }
    }

    private void exchange(PendingSignIn waiting, String code) throws InterruptedException {
        if (!pending.take(waiting)) throw unknownState();
        closeIdleListeners();
        try {
            keep(
                    waiting.provider(),
                    waiting.config(),
                    endpoint.exchangeCode(waiting.config(), code, waiting.redirect(), waiting.verifier()));
        } catch (OAuthFailure e) {
            problems.put(waiting.provider(), e.sentence());
            throw refused(waiting.provider(), e);
        } catch (MoltisException e) {
            problems.put(waiting.provider(), e.sentence());
            throw e;
        }
    }

    private SignInStart startDevice(String provider, OAuthConfig config) throws InterruptedException {
        DeviceWait former = devices.remove(provider);
        if (former != null) former.poller().interrupt();
        Map<String, String> headers = provider.equals(BuiltInOAuth.KIMI) ? kimi.headers() : Map.of();
        TokenEndpoint.DeviceAuthorization authorization;
        try {
            authorization = endpoint.startDevice(config, headers);
        } catch (OAuthFailure e) {
            throw refused(provider, e);
        }
        Thread poller = Thread.ofVirtual()
                .name("oauth-device-" + provider)
                .unstarted(() -> awaitDevice(provider, config, authorization, headers));
        SignInStart.Device shown = new SignInStart.Device(
                authorization.userCode(),
                authorization.verificationUri(),
                authorization.verificationUriComplete().or(() -> completeUri(provider, authorization)),
                authorization.interval(),
                authorization.expiresAt());
        devices.put(provider, new DeviceWait(poller, shown));
        poller.start();
        return shown;
    }

    private static Optional<URI> completeUri(String provider, TokenEndpoint.DeviceAuthorization authorization) {
        HttpUrl plain = HttpUrl.get(authorization.verificationUri());
        return provider.equals(BuiltInOAuth.KIMI) && plain != null
                ? Optional.of(plain.newBuilder()
                        .addQueryParameter("user_code", authorization.userCode())
                        .build()
                        .uri())
                : Optional.empty();
    }

    private void awaitDevice(
            String provider,
            OAuthConfig config,
            TokenEndpoint.DeviceAuthorization authorization,
            Map<String, String> headers) {
        try {
            keep(provider, config, new DeviceSignIn(endpoint, clock, pause).await(config, authorization, headers));
        } catch (OAuthFailure e) {
            problems.put(provider, e.sentence());
        } catch (MoltisException e) {
            problems.put(provider, e.sentence());
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        } finally {
            devices.computeIfPresent(provider, (_, now) -> now.poller() == Thread.currentThread() ? null : now);
        }
    }

    private void keep(String provider, OAuthConfig config, TokenSet tokens) throws OAuthFailure, InterruptedException {
        if (config.apiKeyEndpoint().isPresent()) {
            listener.keyObtained(
                    provider, keyExchange.exchange(config.apiKeyEndpoint().get(), tokens.accessToken()));
            return;
        }
        store.save(provider, tokens.signedInAt(clock.instant()));
        problems.remove(provider);
        if (provider.equals(BuiltInOAuth.COPILOT)) fetchCopilotToken();
        log.atInfo().addKeyValue("provider", provider).log("signed in");
        listener.signedIn(provider);
    }

    private void fetchCopilotToken() throws InterruptedException {
        copilot.forget();
        try {
            copilot.current();
        } catch (MoltisException e) {
            // The sign-in itself worked; the next request tries again and says what is wrong.
            log.atWarn().addKeyValue("reason", e.sentence()).log("no Copilot token yet");
        }
    }

    private static Credential credential(TokenSet tokens) {
        return new Credential(tokens.accessToken(), tokens.accountId(), Optional.empty());
    }

    private RequestException noSignIn(String provider) {
        if (provider.equals("anthropic"))
            return new RequestException(
                    ErrorCode.CREDENTIAL_REFUSED,
                    "no OAuth config for provider: anthropic. Anthropic is connected with an API key only: it offers no"
                            + " sign-in to other programs, and its terms forbid using a Claude subscription's tokens here.",
                    "Create a key in the Anthropic Console and paste it in Settings → LLMs. Why: /docs/anthropic-oauth");
        return new RequestException(
                ErrorCode.INVALID_REQUEST,
                "no OAuth config for provider: " + provider,
                "Connect it with a key, or sign in to one of these: " + String.join(", ", configs.names()) + ".");
    }

    private static RequestException unknownState() {
        return new RequestException(
                ErrorCode.INVALID_REQUEST, "unknown or expired OAuth state", "Start the sign-in again.");
    }

    private static RequestException refused(String provider, OAuthFailure failure) {
        return new RequestException(
                failure.isPassing() ? ErrorCode.UNAVAILABLE : ErrorCode.INVALID_REQUEST,
                "The sign-in to " + provider + " failed: " + failure.sentence() + ".",
                "Start the sign-in again.",
                failure);
    }
}
