package moltis.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.core.vault.SecretBox;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInsTest {

    private static final String PROVIDER = "acme";
    private static final URI GATEWAY = URI.create("https://127.0.0.1:13131/auth/callback");

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final RecordingListener listener = new RecordingListener();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final OkHttpClient http = new OkHttpClient();
    private FakeAuthorizationServer server;
    private FileTokenStore store;
    private SignIns signIns;

    @BeforeEach
    void start() throws IOException {
        server = new FakeAuthorizationServer();
        store = new FileTokenStore(folder.resolve("oauth_tokens.json"), SecretBox.NONE, clock);
        configure(server.browser(Optional.empty()));
    }

    @AfterEach
    void stop() {
        signIns.close();
        server.close();
    }

    @Test
    void a_browser_sign_in_through_the_gateway_keeps_tokens_that_only_the_owner_can_read() throws Exception {
        SignInStart.Browser begun = begin();

        CallbackPage page = signIns.callback(server.agree(begun.authUrl()));

        assertThat(page.status()).isEqualTo(200);
        assertThat(listener.next()).isEqualTo("signed in: acme");
        assertThat(signIns.status(PROVIDER).connected()).isTrue();
        assertThat(signIns.credential(PROVIDER).token().reveal()).startsWith("access-");
        assertThat(Files.getPosixFilePermissions(folder.resolve("oauth_tokens.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void the_authorization_address_carries_pkce_state_scopes_and_extras_and_a_plain_loopback_redirect()
            throws Exception {
        Map<String, String> query = CallbackInput.parameters(begin().authUrl().getRawQuery());

        assertThat(query.keySet())
                .containsExactly(
                        "response_type",
                        "client_id",
                        "redirect_uri",
                        "code_challenge",
                        "code_challenge_method",
                        "state",
                        "scope",
                        "extra");
        assertThat(query)
                .containsEntry("scope", "a b")
                .containsEntry("redirect_uri", "http://127.0.0.1:13131/auth/callback");
        assertThat(query.get("state")).hasSize(22);
        assertThat(query.get("code_challenge")).hasSize(43);
    }

    @Test
    void a_state_is_good_for_one_exchange_only() throws Exception {
        Map<String, String> callback = server.agree(begin().authUrl());

        assertThat(signIns.callback(callback).status()).isEqualTo(200);
        assertThat(signIns.callback(callback).status()).isEqualTo(400);
        assertThatThrownBy(() -> signIns.complete(callback.get("code"), callback.get("state"), Optional.empty(), "me"))
                .isInstanceOf(RequestException.class)
                .hasMessage("unknown or expired OAuth state");
    }

    @Test
    void a_sign_in_that_took_longer_than_ten_minutes_is_forgotten() throws Exception {
        Map<String, String> callback = server.agree(begin().authUrl());

        clock.advance(Duration.ofMinutes(10));

        assertThat(signIns.callback(callback).status()).isEqualTo(400);
        assertThat(server.tokenRequests).isEmpty();
    }

    @Test
    void another_provider_or_another_owner_cannot_complete_it_and_does_not_end_it() throws Exception {
        Map<String, String> callback = server.agree(begin().authUrl());

        assertThatThrownBy(() -> complete(callback, Optional.of("other"), "me"))
                .hasMessage("provider mismatch for OAuth state: expected 'acme', got 'other'");
        assertThatThrownBy(() -> complete(callback, Optional.empty(), "somebody else"))
                .hasMessage("unknown or expired OAuth state");

        assertThat(complete(callback, Optional.of(PROVIDER), "me")).isEqualTo(PROVIDER);
    }

    @Test
    void pain_7_a_wrong_state_first_does_not_end_the_wait_and_the_right_one_still_arrives() throws Exception {
        int port = freePort();
        configure(server.browser(Optional.of(URI.create("http://localhost:" + port + "/auth/callback"))));
        Map<String, String> callback = server.agree(begin().authUrl());

        String wrong = open(port, "code=x&state=forged");
        String right = open(port, "code=" + callback.get("code") + "&state=" + callback.get("state"));

        assertThat(wrong).contains("Authentication failed");
        assertThat(right).contains("Authentication successful!");
        assertThat(listener.next()).isEqualTo("signed in: acme");
    }

    @Test
    void pain_7_the_providers_own_error_is_shown_and_escaped() throws Exception {
        Map<String, String> callback = server.agree(begin().authUrl());

        CallbackPage page = signIns.callback(
                Map.of("state", callback.get("state"), "error", "access_denied", "error_description", "you said <no>"));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.html()).contains("you said &lt;no&gt;").doesNotContain("<no>");
        assertThat(signIns.status(PROVIDER).problem()).contains("you said <no>");
    }

    @Test
    void pain_7_a_taken_port_is_told_at_once_and_the_pasted_address_completes_the_sign_in() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            configure(server.browser(
                    Optional.of(URI.create("http://localhost:" + taken.getLocalPort() + "/auth/callback"))));
            SignInStart.Browser begun = begin();
            Map<String, String> callback = server.agree(begun.authUrl());

            String provider = signIns.completePasted(
                    "http://localhost:1455/auth/callback?code=" + callback.get("code") + "&state="
                            + callback.get("state"),
                    Optional.of(PROVIDER),
                    "me");

            assertThat(begun.problem().orElseThrow()).contains("is in use").contains("paste");
            assertThat(provider).isEqualTo(PROVIDER);
        }
    }

    @Test
    void a_device_sign_in_waits_as_the_server_says_and_slows_down_for_good() throws Exception {
        configure(server.config(Optional.empty(), true, Optional.empty()));
        server.pollsAnswer("authorization_pending", "slow_down", "authorization_pending");

        SignInStart begun = signIns.start(PROVIDER, Optional.empty(), false, "me");

        assertThat(begun)
                .isInstanceOfSatisfying(
                        SignInStart.Device.class,
                        device -> assertThat(device.userCode()).isEqualTo("ABCD-1234"));
        assertThat(listener.next()).isEqualTo("signed in: acme");
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    @Test
    void a_device_sign_in_reports_a_refusal() throws Exception {
        configure(server.config(Optional.empty(), true, Optional.empty()));
        server.pollsAnswer("authorization_pending", "access_denied");
        signIns.start(PROVIDER, Optional.empty(), false, "me");

        awaitProblem();

        assertThat(signIns.status(PROVIDER).problem().orElseThrow()).contains("access_denied");
        assertThat(signIns.status(PROVIDER).waiting()).isFalse();
    }

    @Test
    void a_device_sign_in_survives_a_short_outage() throws Exception {
        configure(server.config(Optional.empty(), true, Optional.empty()));
        server.pollsAnswer("authorization_pending", "outage");

        signIns.start(PROVIDER, Optional.empty(), false, "me");

        assertThat(listener.next()).isEqualTo("signed in: acme");
    }

    @Test
    void the_exchange_for_an_api_key_uses_the_token_once_and_keeps_no_token() throws Exception {
        configure(server.config(Optional.empty(), false, Optional.of(server.uri("/key"))));

        signIns.callback(server.agree(begin().authUrl()));

        assertThat(listener.next()).isEqualTo("key: acme sk-exchanged");
        assertThat(server.keyRequests)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("Bearer access-")
                .endsWith(" {}");
        assertThat(store.keys()).isEmpty();
        assertThat(folder.resolve("oauth_tokens.json")).doesNotExist();
    }

    @Test
    void pain_8_fifty_turns_that_meet_an_ended_token_cause_one_refresh() throws Exception {
        store.save(
                PROVIDER,
                tokens("old", server.issueRefreshToken(), clock.instant().plusSeconds(299)));

        List<String> seen =
                fiftyTimes(() -> signIns.credential(PROVIDER).token().reveal());

        assertThat(server.refreshes).hasValue(1);
        assertThat(seen).doesNotContain("old").containsOnly(seen.getFirst());
        assertThat(store.find(PROVIDER).orElseThrow().accessToken().reveal()).isEqualTo(seen.getFirst());
    }

    @Test
    void pain_8_a_refused_refresh_is_told_once_and_nobody_asks_the_provider_again() throws Exception {
        store.save(PROVIDER, tokens("old", "burnt", clock.instant()));

        for (int turn = 0; turn < 3; turn++)
            assertThatThrownBy(() -> signIns.credential(PROVIDER))
                    .isInstanceOfSatisfying(
                            ProviderException.class, e -> assertThat(e.hint()).contains("Sign in again"));

        assertThat(server.refreshes).hasValue(1);
        assertThat(listener.next()).isEqualTo("needs sign-in: acme");
        assertThat(listener.isQuiet()).isTrue();
        assertThat(signIns.status(PROVIDER).connected()).isFalse();
        assertThat(signIns.start(PROVIDER, Optional.of(GATEWAY), false, "me")).isInstanceOf(SignInStart.Browser.class);
    }

    @Test
    void a_server_that_is_down_does_not_kill_the_sign_in() throws Exception {
        store.save(PROVIDER, tokens("old", server.issueRefreshToken(), clock.instant()));
        server.failsNext(1);

        assertThatThrownBy(() -> signIns.credential(PROVIDER)).isInstanceOf(ProviderException.class);

        assertThat(signIns.credential(PROVIDER).token().reveal()).isNotEqualTo("old");
        assertThat(listener.isQuiet()).isTrue();
    }

    @Test
    void a_refresh_without_a_new_refresh_token_keeps_the_old_one() throws Exception {
        String refresh = server.issueRefreshToken();
        store.save(PROVIDER, tokens("old", refresh, clock.instant()));
        server.omitsRefreshTokens();

        signIns.credential(PROVIDER);

        assertThat(store.find(PROVIDER).orElseThrow().refreshToken().map(Secret::reveal))
                .contains(refresh);
    }

    @Test
    void a_401_with_a_token_that_looked_good_forces_one_refresh_for_all_who_met_it() throws Exception {
        Secret rejected = Secret.of("looked-good");
        store.save(
                PROVIDER,
                tokens(
                        "looked-good",
                        server.issueRefreshToken(),
                        clock.instant().plusSeconds(9000)));

        List<String> seen =
                fiftyTimes(() -> signIns.renewed(PROVIDER, rejected).token().reveal());

        assertThat(server.refreshes).hasValue(1);
        assertThat(seen).containsOnly(seen.getFirst());
    }

    @Test
    void anthropic_is_refused_with_the_reason_whatever_the_override_file_says() throws Exception {
        Files.writeString(
                folder.resolve("oauth_providers.json"),
                "{\"anthropic\":{\"client_id\":\"x\",\"auth_url\":\"https://a.example/\",\"token_url\":\"https://a.example/\"}}");

        assertThatThrownBy(() -> signIns.start("anthropic", Optional.of(GATEWAY), false, "me"))
                .isInstanceOfSatisfying(RequestException.class, e -> {
                    assertThat(e.sentence()).contains("API key only");
                    assertThat(e.hint()).contains("Console");
                });
        assertThat(signIns.providers()).doesNotContain("anthropic");
    }

    @Test
    void disconnecting_forgets_the_tokens_and_cancelling_forgets_the_wait() throws Exception {
        Map<String, String> callback = server.agree(begin().authUrl());

        assertThat(signIns.cancel(PROVIDER)).isTrue();
        assertThat(signIns.callback(callback).status()).isEqualTo(400);
        store.save(PROVIDER, tokens("a", "b", clock.instant().plusSeconds(9000)));
        assertThat(signIns.disconnect(PROVIDER)).isTrue();
        assertThat(signIns.status(PROVIDER).connected()).isFalse();
    }

    @Test
    void signing_out_tells_the_provider_and_works_without_its_answer() throws Exception {
        store.save(PROVIDER, tokens("a", "b", clock.instant().plusSeconds(9000)));
        signIns.disconnect(PROVIDER);
        assertThat(server.revoked).containsExactly("b");

        store.save(PROVIDER, tokens("c", "d", clock.instant().plusSeconds(9000)));
        server.close();

        assertThat(signIns.disconnect(PROVIDER)).isTrue();
        assertThat(store.find(PROVIDER)).isEmpty();
    }

    @Test
    void since_when_somebody_is_signed_in_survives_each_renewal() throws Exception {
        signIns.callback(server.agree(begin().authUrl()));
        Instant then = clock.instant();
        clock.advance(Duration.ofHours(2));

        signIns.credential(PROVIDER);

        assertThat(server.refreshes).hasValue(1);
        assertThat(signIns.status(PROVIDER).since()).contains(then);
    }

    @Test
    void no_token_and_no_code_is_ever_part_of_a_text_that_people_or_logs_see() throws Exception {
        Map<String, String> callback = server.agree(begin().authUrl());
        signIns.callback(callback);

        TokenSet kept = store.find(PROVIDER).orElseThrow();

        assertThat(kept.toString()).doesNotContain("access-").doesNotContain("refresh-");
        assertThat(new CallbackInput("code-x", "state-y").toString()).doesNotContain("code-x");
    }

    private SignInStart.Browser begin() throws InterruptedException {
        return (SignInStart.Browser) signIns.start(PROVIDER, Optional.of(GATEWAY), false, "me");
    }

    private String complete(Map<String, String> callback, Optional<String> provider, String owner)
            throws InterruptedException {
        return signIns.completePasted(callback.get("code") + "#" + callback.get("state"), provider, owner);
    }

    /** Makes {@code acme} known as a person would: by the override file. */
    private void configure(OAuthConfig config) throws IOException {
        if (signIns != null) signIns.close();
        var entry = moltis.core.json.Json.object();
        entry.put("client_id", config.clientId());
        entry.put("auth_url", config.authUrl().toString());
        entry.put("token_url", config.tokenUrl().toString());
        config.redirectUri().ifPresent(uri -> entry.put("redirect_uri", uri.toString()));
        config.apiKeyEndpoint().ifPresent(uri -> entry.put("api_key_endpoint", uri.toString()));
        config.revocationUrl().ifPresent(uri -> entry.put("revocation_url", uri.toString()));
        config.scopes().forEach(entry.withArray("scopes")::add);
        config.extraAuthParams()
                .forEach(extra -> entry.withArray("extra_auth_params")
                        .addArray()
                        .add(extra.name())
                        .add(extra.value()));
        entry.put("device_flow", config.deviceFlow());
        Files.writeString(
                folder.resolve("oauth_providers.json"),
                moltis.core.json.Json.object().set(PROVIDER, entry).toString());
        signIns = new SignIns(
                new SignInSettings(folder, InetAddress.getLoopbackAddress(), Map.of()),
                store,
                () -> http,
                listener,
                clock,
                this::pause,
                server.uri("/copilot"));
    }

    /** Device polls go on at once; the wait of a callback listener lasts until it is closed. */
    private void pause(Duration duration) throws InterruptedException {
        if (duration.compareTo(Duration.ofMinutes(1)) > 0) new CountDownLatch(1).await();
        pauses.add(duration);
    }

    private void awaitProblem() {
        Instant giveUp = Instant.now().plusSeconds(10);
        while ((signIns.status(PROVIDER).problem().isEmpty()
                        || signIns.status(PROVIDER).waiting())
                && Instant.now().isBefore(giveUp)) Thread.onSpinWait();
    }

    private String open(int port, String query) throws IOException {
        Request request = new Request.Builder()
                .url("http://127.0.0.1:" + port + "/auth/callback?" + query)
                .build();
        try (Response response = http.newCall(request).execute()) {
            return response.body().string();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static <T> List<T> fiftyTimes(Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) all.add(work);
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(all)) results.add(result.get());
            return results;
        }
    }

    private static TokenSet tokens(String access, String refresh, Instant expiresAt) {
        return new TokenSet(
                Secret.of(access),
                Optional.of(Secret.of(refresh)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(expiresAt),
                Optional.empty());
    }

    private static final class MovableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-15T10:00:00Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
