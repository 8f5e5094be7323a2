package moltis.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import moltis.core.ProviderException;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.core.vault.SecretBox;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopilotTokensTest {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

    @TempDir
    Path folder;

    private final RecordingListener listener = new RecordingListener();
    private FakeAuthorizationServer server;
    private FileTokenStore store;
    private CopilotTokens tokens;

    @BeforeEach
    void start() throws IOException {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        server = new FakeAuthorizationServer();
        store = new FileTokenStore(folder.resolve("oauth_tokens.json"), SecretBox.NONE, clock);
        store.save(BuiltInOAuth.COPILOT, TokenSet.of(Secret.of("ghu_x")));
        tokens = new CopilotTokens(store, OkHttpClient::new, server.uri("/copilot"), listener, clock);
        server.copilotAnswer = answer(NOW.plusSeconds(1800), "https://api.acme.githubcopilot.com");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void one_exchange_serves_until_a_minute_before_the_end() throws Exception {
        Credential first = tokens.current();
        Credential second = tokens.current();

        assertThat(first.endpoint().orElseThrow()).hasToString("https://api.acme.githubcopilot.com");
        assertThat(second).isEqualTo(first);
        assertThat(server.copilotExchanges).hasValue(1);
    }

    @Test
    void a_token_about_to_end_and_a_rejected_one_are_exchanged_anew() throws Exception {
        server.copilotAnswer = answer(NOW.plusSeconds(60), "https://api.acme.githubcopilot.com");
        Credential ending = tokens.current();
        tokens.current();
        tokens.renew(Optional.of(ending.token()));

        assertThat(server.copilotExchanges).hasValue(3);
    }

    @Test
    void a_withdrawn_subscription_says_so_and_asks_for_a_new_sign_in() throws Exception {
        server.copilotStatus = 403;

        assertThatThrownBy(() -> tokens.current())
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.hint()).contains("Sign in again"));

        assertThat(listener.next()).isEqualTo("needs sign-in: github-copilot");
    }

    @Test
    void a_withdrawn_subscription_is_told_once_and_forgotten_when_it_is_back() throws Exception {
        server.copilotStatus = 403;
        assertThatThrownBy(() -> tokens.current()).isInstanceOf(ProviderException.class);
        assertThatThrownBy(() -> tokens.current()).isInstanceOf(ProviderException.class);

        assertThat(tokens.refusal()).isPresent();
        listener.next();
        assertThat(listener.isQuiet()).isTrue();

        server.copilotStatus = 200;
        server.copilotAnswer = answer(NOW.plusSeconds(1500), "https://api.githubcopilot.com");
        tokens.current();

        assertThat(tokens.refusal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.githubcopilot.com/, https://api.githubcopilot.com, false",
        "https://api.individual.githubcopilot.com, https://api.individual.githubcopilot.com, false",
        "https://api.acme.githubcopilot.com, https://api.acme.githubcopilot.com, true"
    })
    void an_endpoint_of_copilot_is_believed(String named, String base, boolean enterprise) {
        CopilotEndpoint endpoint = CopilotEndpoint.from(Json.parse(answer(NOW, named)));

        assertThat(endpoint.base()).hasToString(base);
        assertThat(endpoint.enterprise()).isEqualTo(enterprise);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.githubcopilot.com",
                "https://evil.example",
                "https://githubcopilot.com.evil.example",
                "https://user@api.githubcopilot.com",
                "https://api.githubcopilot.com:8443",
                "https://api.githubcopilot.com/path",
                "https://api.githubcopilot.com?x=1",
                "not an address"
            })
    void every_other_endpoint_is_refused(String named) {
        assertThat(CopilotEndpoint.from(Json.parse(answer(NOW, named)))).isEqualTo(CopilotEndpoint.INDIVIDUAL);
    }

    private static String answer(Instant end, String api) {
        var answer = Json.object();
        answer.put("token", "tid=1").put("expires_at", end.getEpochSecond());
        answer.putObject("endpoints").put("api", api);
        return answer.toString();
    }
}
