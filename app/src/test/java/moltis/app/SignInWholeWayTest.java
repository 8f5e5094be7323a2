package moltis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import moltis.app.link.TurnOutcome;
import moltis.core.RequestException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** From "Connect" to an answered question, through expiry and refusal, to the end of the sign-in. */
class SignInWholeWayTest {

    private static final String CODEX = "{\"provider\":\"openai-codex\"}";
    private static final String MODEL = "openai-codex::gpt-5.9";

    @TempDir
    Path folder;

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> recorder = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event.getFormattedMessage() + " " + event.getKeyValuePairs() + " " + event.getThrowableProxy());
        }
    };
    private CodexStandIn codex;
    private House house;

    @BeforeEach
    void open() throws Exception {
        recorder.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        recorder.start();
        root().addAppender(recorder);
        root().setLevel(Level.TRACE);
        codex = new CodexStandIn();
        house = new House(folder).reaches(codex, false).start();
    }

    @AfterEach
    void close() {
        house.close();
        codex.close();
        root().detachAppender(recorder);
    }

    @Test
    @DisplayName("pain 7: a browser on another machine: its last address is pasted, and the models are there")
    void pain_7_a_pasted_address_connects_and_a_turn_is_answered() throws Exception {
        connect();

        assertThat(house.turn("main", MODEL)).isInstanceOf(TurnOutcome.Answered.class);
        JsonNode card = house.provider("openai-codex");
        assertThat(card.path("state").asString()).isEqualTo("connected");
        assertThat(card.path("connectedBy").asString()).isEqualTo("sign-in");
        assertThat(card.path("since").asLong()).isPositive();
        assertThat(card.path("keySources").path(0).path("used").asBoolean()).isTrue();
        assertThat(card.path("lastUse").path("ok").asBoolean()).isTrue();
        assertThat(card.path("signIn").path("official").asBoolean(true)).isFalse();
        assertThat(card.path("signIn").path("checkedOn").asString()).isEqualTo("2026-11-24");
        assertThat(card.path("signIn").path("keyInstead").toString()).isEqualTo("[\"openai\"]");
    }

    @Test
    @DisplayName("pain 8: two turns meet an ended token: one renewal, and both go on")
    void pain_8_two_turns_meet_an_ended_token_and_both_go_on_after_one_renewal() throws Exception {
        connect();
        codex.expireAccess();
        CountDownLatch gate = new CountDownLatch(1);
        codex.answersTokensAfter(gate);

        FutureTask<TurnOutcome> first = turn("main");
        FutureTask<TurnOutcome> second = turn("session:other");
        house.await(() -> codex.refused.get() == 2);
        gate.countDown();

        assertThat(first.get()).isInstanceOf(TurnOutcome.Answered.class);
        assertThat(second.get()).isInstanceOf(TurnOutcome.Answered.class);
        assertThat(codex.refreshes).hasValue(1);
    }

    @Test
    @DisplayName(
            "pain 8: a refused renewal is said in words, raises one notice with what mends it, and is not repeated")
    void pain_8_a_refused_renewal_says_sign_in_again() throws Exception {
        connect();
        codex.withdraw();

        assertThat(house.turn("main", MODEL))
                .isInstanceOfSatisfying(
                        TurnOutcome.Failed.class,
                        failed -> assertThat(failed.hint())
                                .contains("Sign in again")
                                .contains("moltis auth login --provider openai-codex"));
        assertThatThrownBy(() -> house.turn("main", MODEL))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refused -> assertThat(refused.hint()).contains("Sign in again"));

        assertThat(codex.refreshes).hasValue(1);
        assertThat(house.events.stream()
                        .filter(event ->
                                event.payload().path("signIn").asString("").equals("needs-sign-in")))
                .singleElement()
                .satisfies(event -> assertThat(event.payload().path("action").toString())
                        .isEqualTo("{\"method\":\"providers.oauth.start\",\"params\":"
                                + "{\"provider\":\"openai-codex\",\"force\":true}}"));
        assertThat(house.provider("openai-codex").path("state").asString()).isEqualTo("needs-sign-in");
        assertThat(house.call("providers.oauth.status", CODEX).path("state").asString())
                .isEqualTo("expired");

        connect();
        assertThat(house.turn("main", MODEL)).isInstanceOf(TurnOutcome.Answered.class);
    }

    @Test
    void an_authorization_server_that_is_down_does_not_end_the_sign_in() throws Exception {
        connect();
        codex.expireAccess();
        codex.isDown(true);
        assertThat(house.turn("main", MODEL)).isInstanceOf(TurnOutcome.Failed.class);

        codex.isDown(false);

        assertThat(house.turn("main", MODEL)).isInstanceOf(TurnOutcome.Answered.class);
    }

    @Test
    void signing_out_removes_every_token_tells_the_provider_and_takes_the_models_away() throws Exception {
        connect();
        Path tokens = house.config.resolve("oauth_tokens.json");
        assertThat(Files.getPosixFilePermissions(tokens)).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        house.call("providers.oauth.disconnect", CODEX);

        assertThat(Files.readString(tokens)).doesNotContain(CodexStandIn.CANARY);
        assertThat(codex.revoked).singleElement().asString().startsWith("refresh-");
        assertThat(house.offers(MODEL)).isFalse();
        assertThat(house.provider("openai-codex").path("state").asString()).isEqualTo("none");
    }

    @Test
    void a_sign_in_of_the_codex_command_line_is_used_and_left_alone_after_signing_out() throws Exception {
        Path file = Files.createDirectories(folder.resolve(".codex")).resolve("auth.json");
        Files.writeString(
                file, "{\"tokens\":{\"access_token\":\"a\",\"refresh_token\":\"r\",\"account_id\":\"acct-1\"}}");
        assertThat(house.provider("openai-codex").path("keySource").asString()).contains("Codex command line");

        house.call("providers.oauth.disconnect", CODEX);

        assertThat(house.provider("openai-codex").path("state").asString()).isEqualTo("off");
        assertThat(file).exists();
        assertThat(codex.revoked).isEmpty();
    }

    @Test
    void a_callback_with_a_strange_state_a_used_code_or_another_provider_signs_nobody_in() throws Exception {
        String begun =
                house.call("providers.oauth.start", CODEX).path("authUrl").asString();
        String callback = codex.agree(begun);

        assertThatThrownBy(() -> complete(callback.replaceFirst("state=.", "state=!")))
                .hasMessageContaining("unknown or expired OAuth state");
        assertThatThrownBy(() -> house.call(
                        "providers.oauth.complete", "{\"provider\":\"kimi-code\",\"callback\":\"" + callback + "\"}"))
                .hasMessageContaining("provider mismatch");
        complete(callback);
        assertThatThrownBy(() -> complete(callback)).hasMessageContaining("unknown or expired OAuth state");

        assertThat(codex.paths.stream().filter("/token"::equals)).hasSize(1);
    }

    @Test
    void no_token_code_or_verifier_is_in_any_answer_event_or_line_of_the_log() throws Exception {
        connect();
        codex.expireAccess();
        house.turn("main", MODEL);
        codex.withdraw();
        house.turn("main", MODEL);
        house.call("providers.oauth.status", CODEX);
        house.provider("openai-codex");
        house.call("chat.history", "{\"sessionKey\":\"main\"}");
        house.call("providers.oauth.disconnect", CODEX);

        assertThat(house.said()).isNotEmpty().noneMatch(text -> text.contains(CodexStandIn.CANARY));
        assertThat(logged).isNotEmpty().noneMatch(text -> text.contains(CodexStandIn.CANARY));
    }

    @Test
    void anthropic_is_connected_with_a_key_only_and_says_why() {
        assertThatThrownBy(() -> house.call("providers.oauth.start", "{\"provider\":\"anthropic\"}"))
                .isInstanceOfSatisfying(RequestException.class, refused -> {
                    assertThat(refused.sentence()).contains("no OAuth config for provider: anthropic");
                    assertThat(refused.hint()).contains("/docs/anthropic-oauth");
                });
    }

    @Test
    void a_token_of_a_claude_subscription_is_refused_from_the_file_the_environment_and_a_form() throws Exception {
        house.close();
        house.environment.put("ANTHROPIC_API_KEY", "sk-ant-oat01-from-the-environment");
        house.configured("[providers.anthropic]\napi_key = \"sk-ant-oat01-from-the-file\"\n")
                .start();

        JsonNode card = house.provider("anthropic");
        assertThat(card.path("configured").asBoolean()).isFalse();
        assertThat(card.path("keySources").toString()).contains("env:ANTHROPIC_API_KEY", "Claude");
        assertThat(house.findings()).anyMatch(finding -> finding.contains("signing in to a Claude plan"));
        assertThat(card.toString()).doesNotContain("sk-ant-oat01");
        assertThatThrownBy(() -> house.call(
                        "providers.save_key", "{\"provider\":\"anthropic\",\"apiKey\":\"sk-ant-oat01-pasted\"}"))
                .hasMessageContaining("Claude");
    }

    private void connect() throws Exception {
        JsonNode begun = house.call("providers.oauth.start", "{\"provider\":\"openai-codex\",\"force\":true}");
        complete(codex.agree(begun.path("authUrl").asString()));
        house.await(() -> house.offers(MODEL));
    }

    private void complete(String callback) throws InterruptedException {
        house.call("providers.oauth.complete", "{\"provider\":\"openai-codex\",\"callback\":\"" + callback + "\"}");
    }

    private FutureTask<TurnOutcome> turn(String session) {
        FutureTask<TurnOutcome> turn = new FutureTask<>(() -> house.turn(session, MODEL));
        Thread.ofVirtual().start(turn);
        return turn;
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
