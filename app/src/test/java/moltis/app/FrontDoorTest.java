package moltis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import moltis.access.PasswordChange;
import moltis.access.passkey.RelyingParty;
import moltis.app.link.RunningGateway;
import moltis.config.LiveConfig;
import moltis.core.ConfigException;
import moltis.core.Secret;
import moltis.gateway.GatewaySettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does about who may get in, and what commands do about it while a gateway runs. */
class FrontDoorTest {

    private static final Secret PASSWORD = Secret.of("green kettles sing");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void house() throws Exception {
        environment.put("HOME", folder.toString());
        environment.put("MOLTIS_CONFIG_DIR", folder.resolve("config").toString());
        environment.put("MOLTIS_DATA_DIR", folder.resolve("data").toString());
        Files.createDirectories(folder.resolve("config"));
        Files.createDirectories(folder.resolve("data"));
    }

    private Shell shell() {
        return new Shell(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                folder,
                false,
                false);
    }

    private int moltis(String... arguments) {
        return Moltis.run(shell(), arguments);
    }

    private Composition composed(String bind) {
        Settings settings = Settings.of(shell(), new GlobalOptions());
        LiveConfig live = settings.live(settings.start().load());
        GatewaySettings usual = GatewaySettings.local(0, "1.0");
        var address = new GatewaySettings(
                bind,
                0,
                usual.version(),
                usual.host(),
                usual.webFolder(),
                usual.webDevelopment(),
                usual.rpcTimeoutMs(),
                usual.logRequests(),
                usual.limits());
        return new Composition(settings, live, address, settings.variables(), _ -> {});
    }

    private void refused(String word) {
        try (Composition composition = composed("127.0.0.1")) {
            assertThatThrownBy(composition.door()::prepare)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(word);
        }
    }

    @Test
    void pain_35_a_start_refuses_secrets_that_everybody_knows() {
        environment.put("MOLTIS_PASSWORD", "change-me-please");
        refused("MOLTIS_PASSWORD can't be used");
        environment.put("MOLTIS_PASSWORD", "short");
        refused("12 characters");
        environment.put("MOLTIS_PASSWORD", PASSWORD.reveal());
        environment.put("MOLTIS_TOKEN", PASSWORD.reveal());
        refused("are the same");
        environment.put("MOLTIS_TOKEN", "undefinedundefined");
        refused("MOLTIS_TOKEN can't be used");
    }

    @Test
    void pain_35_others_reach_it_only_when_they_have_to_show_something() throws Exception {
        Files.writeString(folder.resolve("config/moltis.toml"), "[auth]\ndisabled = true\n");
        try (Composition composition = composed("0.0.0.0")) {
            composition.door().prepare();

            assertThatThrownBy(composition.gateway()::start)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("can't listen on 0.0.0.0");
        }
    }

    @Test
    void a_first_start_demands_a_code_and_a_start_with_a_password_does_not() throws Exception {
        try (Composition composition = composed("127.0.0.1")) {
            composition.door().prepare();
            assertThat(composition.door().setupCode()).isPresent();
        }
        environment.put("MOLTIS_PASSWORD", PASSWORD.reveal());
        try (Composition composition = composed("127.0.0.1")) {
            composition.door().prepare();
            assertThat(composition.door().setupCode()).isEmpty();
        }
        try (AccountsFile file = AccountsFile.open(folder.resolve("data"))) {
            assertThat(file.accounts().passwordIs(PASSWORD)).isTrue();
        }
    }

    @Test
    void commands_of_the_same_user_come_in_although_there_is_a_password() throws Exception {
        environment.put("MOLTIS_PASSWORD", PASSWORD.reveal());
        try (Composition composition = composed("127.0.0.1")) {
            composition.door().prepare();
            composition.gateway().start();
            int port = composition.gateway().address().getPort();
            URI url = URI.create("http://127.0.0.1:" + port);
            long pid = ProcessHandle.current().pid();
            new RunningGateway(pid, url, Optional.empty()).announce(folder.resolve("data"));
            assertThat(moltis("sessions", "list")).isEqualTo(1);

            new RunningGateway(pid, url, Optional.of(composition.door().note())).announce(folder.resolve("data"));

            assertThat(moltis("sessions", "list"))
                    .as(err.toString(StandardCharsets.UTF_8))
                    .isZero();
            composition.gateway().close();
        }
    }

    @Test
    void keys_are_made_listed_and_revoked_without_a_gateway() {
        assertThat(moltis("auth", "create-api-key", "--label", "ci", "--scopes", "operator.read,operator.write"))
                .isZero();
        String key = out.toString(StandardCharsets.UTF_8).strip();
        assertThat(key).matches("mk_[A-Za-z0-9_-]{43}");
        assertThat(moltis("auth", "create-api-key", "--label", "ci", "--scopes", "root"))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("invalid scope: root")
                .contains("operator.pairing");
        assertThat(moltis("auth", "create-api-key", "--label", "ci")).isEqualTo(2);

        out.reset();
        moltis("auth", "list-sessions");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("ci")
                .contains(key.substring(0, 11))
                .doesNotContain(key);
        assertThat(moltis("auth", "revoke", "--key", "1")).isZero();
        assertThat(moltis("auth", "revoke", "--key", "1")).isEqualTo(1);
    }

    @Test
    void a_lost_password_is_reset_on_the_data_directory() throws Exception {
        assertThat(moltis("auth", "reset-password")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no database yet");
        try (AccountsFile file = AccountsFile.open(folder.resolve("data"))) {
            file.accounts().setPassword(PASSWORD, PasswordChange.NONE);
        }

        assertThat(moltis("auth", "reset-password")).isZero();

        try (AccountsFile file = AccountsFile.open(folder.resolve("data"))) {
            assertThat(file.accounts().state().setupComplete()).isFalse();
            assertThat(file.accounts().state().disabled())
                    .as("set up again, not open")
                    .isFalse();
        }
    }

    @Test
    void pain_6_passkeys_work_under_the_name_that_was_configured() {
        var byVariables = new PasskeyNames(
                Optional.empty(),
                Map.of(
                        "MOLTIS_WEBAUTHN_RP_ID",
                        "moltis.example",
                        "MOLTIS_WEBAUTHN_ORIGIN",
                        "https://a.moltis.example"));
        assertThat(byVariables.named().map(RelyingParty::id)).contains("moltis.example");
        assertThat(byVariables.named().orElseThrow().origins()).containsExactly("https://a.moltis.example");
        var byUrl =
                new PasskeyNames(Optional.of("https://b.example/"), Map.of("MOLTIS_EXTERNAL_URL", "https://c.example"));
        assertThat(byUrl.all("http", 1, "kettle")).extracting(RelyingParty::id).containsExactly("c.example");
        var usual = new PasskeyNames(Optional.empty(), Map.of());
        assertThat(usual.all("http", 1, "kettle"))
                .extracting(RelyingParty::id)
                .containsExactly("localhost", "moltis", "moltis.local", "kettle", "kettle.local");
        assertThatThrownBy(() -> new PasskeyNames(
                                Optional.empty(),
                                Map.of(
                                        "MOLTIS_WEBAUTHN_RP_ID",
                                        "a.example",
                                        "MOLTIS_WEBAUTHN_ORIGIN",
                                        "https://b.example"))
                        .named())
                .isInstanceOf(ConfigException.class);
    }
}
