package moltis.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moltis.core.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Signing in and out from a terminal, without a gateway that runs. */
class AuthCommandTest {

    private static final Pattern ADDRESS = Pattern.compile("http\\S+/authorize\\?\\S+");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private CodexStandIn codex;
    private House house;

    @BeforeEach
    void open() throws IOException {
        codex = new CodexStandIn();
        house = new House(folder);
    }

    @AfterEach
    void close() {
        codex.close();
    }

    @Test
    @DisplayName("pain 7: without a screen the address is printed, and the pasted one completes the sign-in")
    void pain_7_a_pasted_address_completes_the_sign_in() throws Exception {
        house.reaches(codex, false);
        try (var keyboard = new PipedOutputStream();
                var typed = new PipedInputStream(keyboard)) {
            FutureTask<Integer> login = begin(typed, "auth", "login", "--provider", "openai-codex");
            house.await(() -> ADDRESS.matcher(said()).find());
            Matcher address = ADDRESS.matcher(said());
            assertThat(address.find()).isTrue();

            type(keyboard, "nonsense");
            house.await(() -> said().contains("That did not work"));
            type(keyboard, codex.agree(address.group()));

            assertThat(login.get()).isZero();
        }
        assertThat(said()).contains("Signed in to openai-codex.").doesNotContain(CodexStandIn.CANARY);

        assertThat(run("auth", "status", "--json")).isZero();
        JsonNode status = Json.parse(out.toString(StandardCharsets.UTF_8)).path(0);
        assertThat(status.path("provider").asString()).isEqualTo("openai-codex");
        assertThat(status.path("state").asString()).isEqualTo("connected");

        assertThat(run("auth", "logout", "--provider", "openai-codex")).isZero();
        assertThat(Files.readString(house.config.resolve("oauth_tokens.json"))).doesNotContain(CodexStandIn.CANARY);
        assertThat(codex.revoked).hasSize(1);
    }

    @Test
    void a_code_is_shown_and_waited_for() throws Exception {
        house.reaches(codex, true);
        FutureTask<Integer> login = begin(InputStream.nullInputStream(), "auth", "login", "--provider", "openai-codex");
        house.await(() -> said().contains("WXYZ-1234"));

        codex.agreeToDevice();

        assertThat(login.get()).isZero();
        assertThat(said()).contains("Signed in to openai-codex.");
    }

    @Test
    void anthropic_is_refused_with_the_reason_and_the_page() {
        assertThat(run("auth", "login", "--provider", "anthropic")).isEqualTo(1);

        assertThat(said()).contains("API key only").contains("/docs/anthropic-oauth");
    }

    @Test
    void a_token_of_a_claude_subscription_is_no_key() throws Exception {
        assertThat(run("providers", "add", "anthropic", "--key", "sk-ant-oat01-" + CodexStandIn.CANARY))
                .isEqualTo(1);

        assertThat(said()).contains("Claude").doesNotContain(CodexStandIn.CANARY);
        assertThat(house.config.resolve("provider_keys.json")).doesNotExist();
    }

    @Test
    void a_provider_is_told_with_the_key_that_wins_and_why() {
        house.environment.put("OPENAI_API_KEY", "sk-one");
        house.environment.put("MOLTIS_PROVIDER", "openai");
        house.environment.put("MOLTIS_API_KEY", "sk-two");

        assertThat(run("providers", "inspect", "openai")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("connected (by key)")
                .contains("used       env:OPENAI_API_KEY: It comes first.")
                .contains("not used   env:MOLTIS_PROVIDER+MOLTIS_API_KEY: env:OPENAI_API_KEY comes before it.")
                .doesNotContain("sk-one", "sk-two");
    }

    @Test
    void a_browser_is_opened_only_where_somebody_can_see_it_and_only_for_pages() {
        URI page = URI.create("https://example.org/device");

        assertThat(new Browser(Map.of(), "Linux").command(page)).isEmpty();
        assertThat(new Browser(Map.of("DISPLAY", ":0"), "Linux").command(page))
                .contains(List.of("xdg-open", "https://example.org/device"));
        assertThat(new Browser(Map.of(), "Mac OS X").command(page))
                .contains(List.of("open", "https://example.org/device"));
        assertThat(new Browser(Map.of("DISPLAY", ":0"), "Linux").command(URI.create("file:///etc/passwd")))
                .isEmpty();
    }

    private FutureTask<Integer> begin(InputStream in, String... arguments) {
        FutureTask<Integer> command = new FutureTask<>(() -> run(in, arguments));
        Thread.ofPlatform().daemon().start(command);
        return command;
    }

    private int run(String... arguments) {
        return run(InputStream.nullInputStream(), arguments);
    }

    private int run(InputStream in, String... arguments) {
        Shell shell = new Shell(
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                house.environment,
                folder,
                false,
                false);
        return Moltis.run(shell, arguments);
    }

    private static void type(PipedOutputStream keyboard, String line) throws IOException {
        keyboard.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
