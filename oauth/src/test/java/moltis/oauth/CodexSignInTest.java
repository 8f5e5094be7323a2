package moltis.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import moltis.core.Secret;
import moltis.core.vault.SecretBox;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodexSignInTest {

    @TempDir
    Path folder;

    private FakeAuthorizationServer server;
    private FileTokenStore store;
    private final RecordingListener listener = new RecordingListener();
    private SignIns signIns;

    @BeforeEach
    void start() throws IOException {
        server = new FakeAuthorizationServer();
        store = new FileTokenStore(folder.resolve("oauth_tokens.json"), SecretBox.NONE, Clock.systemUTC());
        signIns = new SignIns(
                new SignInSettings(
                        folder,
                        InetAddress.getLoopbackAddress(),
                        Map.of(
                                "CODEX_HOME", folder.toString(),
                                "MOLTIS_OAUTH_OPENAI_CODEX_CLIENT_ID", FakeAuthorizationServer.CLIENT,
                                "MOLTIS_OAUTH_OPENAI_CODEX_TOKEN_URL",
                                        server.uri("/token").toString())),
                store,
                OkHttpClient::new,
                listener,
                Clock.systemUTC(),
                Pause.REAL);
    }

    @AfterEach
    void stop() {
        signIns.close();
        server.close();
    }

    @Test
    void a_sign_in_of_the_codex_command_line_is_used_and_named_as_such_and_never_written() throws Exception {
        Path file = codexFile("good", "their-refresh", Instant.now().plusSeconds(9000));
        String before = Files.readString(file);

        Credential credential = signIns.credential("openai-codex");

        assertThat(credential.account()).contains("acct-1");
        assertThat(signIns.status("openai-codex").source().orElseThrow()).contains("Codex command line");
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(signIns.start("openai-codex", Optional.empty(), false, null))
                .isInstanceOf(SignInStart.AlreadySignedIn.class);
        assertThat(listener.next()).isEqualTo("signed in: openai-codex");
    }

    @Test
    void an_ended_sign_in_of_the_command_line_is_renewed_into_our_own_store() throws Exception {
        codexFile("old", server.issueRefreshToken(), Instant.now());

        Credential credential = signIns.credential("openai-codex");

        assertThat(credential.token().reveal()).startsWith("access-");
        assertThat(credential.account()).contains("acct-1");
        assertThat(store.find("openai-codex")).isPresent();
    }

    @Test
    void pain_8_a_token_burnt_by_the_command_line_is_replaced_by_the_one_it_got() throws Exception {
        store.save(
                "openai-codex",
                new TokenSet(
                        Secret.of("old"),
                        Optional.of(Secret.of("burnt")),
                        Optional.empty(),
                        Optional.of("acct-1"),
                        Optional.of(Instant.now()),
                        Optional.empty()));
        codexFile("newer", "their-refresh", Instant.now().plusSeconds(9000));

        Credential credential = signIns.credential("openai-codex");

        assertThat(server.refreshes).hasValue(1);
        assertThat(credential.account()).contains("acct-1");
        assertThat(signIns.status("openai-codex").connected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"chatgpt_account_id\":\"acct-1\"}",
                "{\"https://api.openai.com/auth\":{\"chatgpt_account_id\":\"acct-1\"}}",
                "{\"organizations\":[{\"id\":\"acct-1\"}]}"
            })
    void the_account_is_found_in_each_claim_that_names_it(String claims) {
        assertThat(JwtClaims.of(Secret.of(jwt(claims))).chatGptAccount()).contains("acct-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.b.c", "..", "e30.e30.e30"})
    void a_token_that_says_nothing_is_no_failure(String token) {
        assertThat(JwtClaims.of(Secret.of(token)).chatGptAccount()).isEmpty();
        assertThat(JwtClaims.of(Secret.of(token)).expiresAt()).isEmpty();
    }

    private Path codexFile(String marker, String refresh, Instant end) throws IOException {
        String access = jwt("{\"jti\":\"" + marker + "\",\"exp\":" + end.getEpochSecond() + "}");
        return Files.writeString(
                folder.resolve("auth.json"),
                "{\"tokens\":{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"account_id\":\"acct-1\"}}"
                        .formatted(access, refresh));
    }

    private static String jwt(String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String header = encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8));
        return header + "." + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString("signature".getBytes(StandardCharsets.UTF_8));
    }
}
