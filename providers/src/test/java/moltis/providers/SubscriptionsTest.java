package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.core.model.Capability;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ToolCall;
import moltis.testing.model.Received;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a sign-in to an answer, over the real wire. */
class SubscriptionsTest {

    private static final ChatRequest HELLO = ChatRequest.of(List.of(Message.User.text("hello")), List.of());

    @TempDir
    Path folder;

    private Reply first = Reply.says("hi");
    private final ScriptedModelServer server =
            ScriptedModelServer.start(asked -> asked.number() == 1 ? first : Reply.says("hi"));
    private Household house;

    @BeforeEach
    void moveIn() {
        house = new Household(folder);
    }

    @AfterEach
    void leave() {
        house.close();
        server.close();
    }

    @Test
    void codex_is_asked_as_its_backend_demands() throws Exception {
        ChatModel model = signedIn("openai-codex", "gpt-5.4", "/backend-api");

        model.stream(HELLO, _ -> {});

        Received request = server.requests().getLast();
        assertThat(request.path()).isEqualTo("/backend-api/codex/responses");
        assertThat(request.headers())
                .containsEntry("chatgpt-account-id", "account-1")
                .containsEntry("openai-beta", "responses=experimental")
                .containsEntry("originator", "pi");
        assertThat(request.json().path("store").asBoolean(true)).isFalse();
        assertThat(request.json().path("instructions").asString()).isEqualTo("You are a helpful assistant.");
    }

    @Test
    void codex_without_an_account_says_what_to_do() {
        var nobody = new SignInToken(Secret.of("t"), Optional.empty(), Optional.empty(), Map.of());
        house.signIns.put("openai-codex", new TestSignIn(nobody));
        ChatModel model =
                house.startOnTheWire().catalog().open("openai-codex::gpt-5.4").model();

        assertThatThrownBy(() -> model.stream(HELLO, _ -> {}))
                .hasMessageContaining("missing chatgpt account id")
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        e -> assertThat(e.hint()).contains("auth login --provider openai-codex"));
        assertThat(house.resolved).isEmpty();
    }

    @Test
    void copilot_models_are_asked_over_the_protocol_that_each_one_takes() throws Exception {
        signedIn("github-copilot", "gpt-4o", "").stream(HELLO, _ -> {});
        signedIn("github-copilot", "gpt-5.4-mini", "").stream(HELLO, _ -> {});

        assertThat(server.requests()).extracting(Received::path).containsExactly("/chat/completions", "/responses");
        assertThat(server.requests().getLast().headers())
                .containsEntry("editor-version", "vscode/1.96.2")
                .containsEntry("user-agent", "GitHubCopilotChat/0.26.7")
                .containsEntry("x-initiator", "user")
                .doesNotContainKey("copilot-vision-request");
    }

    @Test
    void copilot_learns_who_asks_and_whether_there_are_pictures() throws Exception {
        var call = new ToolCall("c1", "look", Json.object());
        var picture = new Message.ToolAnswer("c1", List.of(new ContentPart.Image("image/png", "AAAA")), false);
        var request = ChatRequest.of(
                List.of(Message.User.text("look"), new Message.Assistant("", "", List.of(call)), picture), List.of());

        signedIn("github-copilot", "gpt-4o", "").stream(request, _ -> {});

        assertThat(server.requests().getLast().headers())
                .containsEntry("x-initiator", "agent")
                .containsEntry("copilot-vision-request", "true");
    }

    @Test
    void a_copilot_model_that_moved_to_responses_is_found_there() throws Exception {
        first = Reply.raw(
                400,
                Map.of("Content-Type", "application/json"),
                "{\"error\":{\"message\":\"no\",\"code\":\"unsupported_api_for_model\"}}");

        signedIn("github-copilot", "claude-sonnet-5", "").stream(HELLO, _ -> {});

        assertThat(server.requests()).extracting(Received::path).containsExactly("/chat/completions", "/responses");
    }

    @Test
    void kimi_gets_the_headers_of_this_installation_and_never_the_address_of_a_key() throws Exception {
        house.table("kimi-code", Optional.empty(), Optional.of("http://elsewhere.test/v1"), "kimi-k3");

        signedIn("kimi-code", "kimi-k3", "/coding/v1").stream(HELLO, _ -> {});

        assertThat(server.requests().getLast().path()).isEqualTo("/coding/v1/chat/completions");
        assertThat(server.requests().getLast().headers()).containsEntry("x-device", "d1");
        assertThat(house.resolved).doesNotContain("elsewhere.test");
    }

    @Test
    void a_key_wins_over_a_sign_in() throws Exception {
        house.server("kimi-code", ScriptedModelServer.KEY, server.uri() + "/v1", "kimi-k3");
        house.signIns.put("kimi-code", new TestSignIn(TestSignIn.token("token", "http://elsewhere.test")));
        Providers providers = house.startOnTheWire();

        providers.catalog().open("kimi-code::kimi-k3").model().stream(HELLO, _ -> {});

        assertThat(server.requests().getLast().path()).isEqualTo("/v1/chat/completions");
        assertThat(providers.setup().report().getFirst().keySource().orElseThrow())
                .startsWith("config:");
    }

    @Test
    @DisplayName("pain 8: a token that ended meanwhile is renewed; a dead sign-in says so and shows as the state")
    void pain_8_a_dead_sign_in_says_what_to_do() throws Exception {
        var mending = new TestSignIn(
                TestSignIn.token("old", server.uri().toString()),
                TestSignIn.token(ScriptedModelServer.KEY, server.uri().toString()));
        house.signIns.put("github-copilot", mending);
        house.startOnTheWire().catalog().open("github-copilot::gpt-4o").model().stream(HELLO, _ -> {});
        assertThat(mending.rejected()).containsExactly("old");

        house.signIns.put(
                "github-copilot",
                new TestSignIn(TestSignIn.token("dead", server.uri().toString())));
        Providers providers = house.startOnTheWire();

        assertThatThrownBy(() -> providers.catalog().open("github-copilot::gpt-4o").model().stream(HELLO, _ -> {}))
                .hasMessageContaining("rejected the sign-in")
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.KEY_REJECTED);
                    assertThat(e.hint()).contains("Sign in again");
                    assertThat(e.toString() + e.hint()).doesNotContain("dead");
                });
        assertThat(providers.setup().report().getFirst().lastError()).isPresent();
    }

    @Test
    void codex_lists_what_the_account_may_use() throws Exception {
        try (var vendor = new FakeVendor()) {
            vendor.on(
                    "/codex/models",
                    request -> request.getHeaders().get("authorization").equals("Bearer new")
                            ? FakeVendor.json(200, """
                            {"models":[
                              {"slug":"gpt-5.9","display_name":"GPT-5.9","context_window":400000,"visibility":"list"},
                              {"slug":"gpt-hidden","visibility":"hide"},
                              {"slug":"vendor/with-slash"}]}""")
                            : FakeVendor.json(401, "{}"));
            var signIn =
                    new TestSignIn(TestSignIn.token("old", vendor.url("")), TestSignIn.token("new", vendor.url("")));
            house.signIns.put("openai-codex", signIn);
            Providers providers = house.startOnTheWire();

            providers.catalog().prepare("openai-codex::gpt-5.9");

            assertThat(providers.catalog().models()).singleElement().satisfies(card -> {
                assertThat(card.id()).hasToString("openai-codex::gpt-5.9");
                assertThat(card.contextTokens()).isEqualTo(400_000);
            });
            assertThat(vendor.asked()).allMatch(path -> path.equals("/codex/models?client_version=1.0.0"));
            assertThat(vendor.last().getHeaders().get("chatgpt-account-id")).isEqualTo("account-1");
            assertThat(signIn.rejected()).containsExactly("old");
        }
    }

    @Test
    void copilot_describes_its_models() throws Exception {
        try (var vendor = new FakeVendor().on("/models", """
                {"data":[
                  {"id":"claude-x","name":"Claude X","model_picker_enabled":true,"capabilities":{"type":"chat",
                   "limits":{"max_context_window_tokens":300000},"supports":{"tool_calls":true,"vision":false}}},
                  {"id":"claude-x-fast","name":"GitHub Copilot Fast","capabilities":{"type":"chat",
                   "limits":{"max_context_window_tokens":300000}}},
                  {"id":"off","policy":{"state":"disabled"}},
                  {"id":"old","model_picker_enabled":false},
                  {"id":"vectors","capabilities":{"type":"embeddings"}}]}""")) {
            house.signIns.put("github-copilot", new TestSignIn(TestSignIn.token("t", vendor.url(""))));
            Providers providers = house.startOnTheWire();

            providers.catalog().prepare("github-copilot::claude-x");

            assertThat(providers.catalog().models())
                    .extracting(
                            card -> card.id().name(),
                            card -> card.displayName(),
                            card -> card.contextTokens(),
                            card -> card.can(Capability.VISION))
                    .containsExactly(
                            tuple("claude-x", "Claude X (Copilot)", 300_000, false),
                            tuple("claude-x-fast", "GitHub Copilot Fast", 200_000, true));
        }
    }

    @Test
    void whoever_has_just_signed_in_sees_the_models_at_once() throws Exception {
        try (var vendor = new FakeVendor().on("/models", "{\"data\":[{\"id\":\"claude-y\"}]}")) {
            house.signIns.put("github-copilot", new TestSignIn(TestSignIn.token("t", vendor.url(""))));
            Providers providers = house.startOnTheWire();

            providers.setup().signedIn("github-copilot");
            house.awaitPublished("models.updated", 2);

            assertThat(providers.catalog().models())
                    .extracting(card -> card.id().name())
                    .containsExactly("claude-y");
        }
    }

    private ChatModel signedIn(String provider, String model, String path) {
        house.signIns.put(provider, new TestSignIn(TestSignIn.token(ScriptedModelServer.KEY, server.uri() + path)));
        return house.startOnTheWire().catalog().open(provider + "::" + model).model();
    }
}
