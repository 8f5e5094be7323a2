package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.Secret;
import moltis.core.model.Capability;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.Message;
import moltis.core.model.ModelCard;
import moltis.core.model.ModelId;
import moltis.core.model.OpenedModel;
import moltis.core.model.ReasoningEffort;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.ToolMode;
import moltis.core.model.Usage;
import moltis.core.vault.SecretBox;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogTest {

    @TempDir
    Path folder;

    private Household house;

    @BeforeEach
    void moveIn() {
        house = new Household(folder);
    }

    @AfterEach
    void leave() {
        house.close();
    }

    @Test
    void a_model_is_found_by_full_id_and_by_its_own_name() {
        house.key("anthropic", "k");

        ModelCatalog catalog = house.start().catalog();

        assertThat(catalog.open("anthropic::claude-opus-4-6").card())
                .isEqualTo(catalog.open("claude-opus-4-6").card());
    }

    @Test
    void a_known_effort_is_taken_off_and_anything_else_belongs_to_the_name() {
        house.key("anthropic", "k").server("custom-x", "k", "http://127.0.0.1:9/v1", "m@foo");

        ModelCatalog catalog = house.start().catalog();

        OpenedModel opened = catalog.open("anthropic::claude-opus-4-5-20251101@reasoning-high");
        assertThat(opened.card().id()).hasToString("anthropic::claude-opus-4-5-20251101");
        assertThat(opened.effort()).contains(ReasoningEffort.HIGH);
        assertThat(catalog.open("m@foo").card().id()).hasToString("custom-x::m@foo");
    }

    @Test
    void an_effort_that_the_model_does_not_know_is_left_out() {
        house.key("mistral", "k");

        assertThat(house.start()
                        .catalog()
                        .open("codestral-latest@reasoning-high")
                        .effort())
                .isEmpty();
    }

    @Test
    void a_subscription_is_preferred_to_a_paid_key() {
        house.key("openai", "k");
        house.signIns.put("openai-codex", ProviderAccountsTest.signedIn());

        ModelCatalog catalog = house.start().catalog();

        assertThat(catalog.open("gpt-5.2").card().provider()).isEqualTo("openai-codex");
        assertThat(catalog.defaultModel().orElseThrow().card().provider()).isEqualTo("openai-codex");
    }

    @Test
    @DisplayName("pain 10: a typo in a model id is an error that names similar ids, never another model")
    void pain_10_an_unknown_id_is_an_error_with_suggestions() {
        house.key("anthropic", "k").key("openai", "k");

        assertThatThrownBy(() -> house.start().catalog().open("claude-sonet-4-6"))
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNKNOWN);
                    assertThat(e.sentence())
                            .startsWith("unknown model: claude-sonet-4-6.")
                            .contains("did you mean: anthropic::claude-sonnet-4-6");
                });
        assertThat(house.opened).isEmpty();
    }

    @Test
    void a_server_that_only_speaks_like_the_vendor_has_none_of_the_vendors_models() throws InterruptedException {
        try (var server = ScriptedModelServer.start(asked -> Reply.says("Hello"))) {
            house.server("openai", ScriptedModelServer.KEY, server.uri() + "/v1");
            ModelCatalog catalog = house.startOnTheWire().catalog();
            assertThat(catalog.models()).isEmpty();
            assertThat(catalog.defaultModel()).isEmpty();

            catalog.prepare("");

            OpenedModel first = catalog.defaultModel().orElseThrow();
            assertThat(first.card().id()).hasToString("openai::scripted-1");
            var answer = new StringBuilder();
            first.model().stream(ChatRequest.of(List.of(Message.User.text("hi")), List.of()), event -> {
                if (event instanceof StreamEvent.Text(var text)) answer.append(text);
            });
            assertThat(answer).hasToString("Hello");
            assertThat(catalog.models())
                    .extracting(card -> card.id().toString())
                    .allMatch(id -> id.startsWith("openai::scripted"));
        }
    }

    @Test
    void without_any_provider_there_is_no_default_and_no_crash() {
        assertThat(house.start().catalog().defaultModel()).isEmpty();
        assertThat(house.start().catalog().models()).isEmpty();
    }

    @Test
    void the_default_supports_tools_if_any_model_does() {
        house.local = local("tiny");
        house.server("custom-x", "k", "http://127.0.0.1:9/v1", "babbage-002", "able");

        assertThat(house.start().catalog().defaultModel().orElseThrow().card().id())
                .hasToString("custom-x::able");
    }

    @Test
    void a_model_file_on_this_machine_answers_when_nothing_else_is_connected() {
        house.local = local("tiny");

        ModelCard card = house.start().catalog().defaultModel().orElseThrow().card();

        assertThat(card.id()).hasToString("local-llm::tiny");
        assertThat(card.local()).isTrue();
        assertThat(card.toolMode()).isEqualTo(ToolMode.OFF);
        assertThat(card.contextTokens()).isEqualTo(2048);
    }

    @Test
    void an_alias_replaces_the_name_in_front_of_its_models() {
        house.key("anthropic", "k");
        house.change("anthropic", table -> table.alias = Optional.of("anthropic-work"));

        ModelCard card = house.start().catalog().open("claude-opus-4-6").card();

        assertThat(card.id()).hasToString("anthropic-work::claude-opus-4-6");
        assertThat(card.provider()).isEqualTo("anthropic");
    }

    @Test
    void the_nearest_word_about_a_context_window_counts() {
        house.server("openrouter", "k", "http://127.0.0.1:9/v1", "openai/gpt-5.2", "openai/gpt-4.1");
        assertThat(context("openai/gpt-5.2")).isEqualTo(128_000);
        assertThat(context("openai/gpt-4.1")).isEqualTo(1_000_000);

        house.settings = new ProvidersSettings(List.of(), false, Map.of(), List.of(), Map.of("gpt-5.2", 300_000), true);
        assertThat(context("openai/gpt-5.2")).isEqualTo(300_000);

        house.change("openrouter", table -> table.contextTokens = Map.of("gpt-5.2", 400_000));
        assertThat(context("openai/gpt-5.2")).isEqualTo(400_000);
    }

    @Test
    void saved_models_are_favourites_and_stay_first_after_a_restart() throws InterruptedException {
        house.key("openai", "k").key("mistral", "k");
        Providers before = house.start();
        before.setup().saveModels("mistral", List.of("codestral-latest"));
        before.setup().saveModels("openai", List.of("gpt-5-mini", "gpt-5.2"));

        List<ModelCard> cards = house.start().catalog().models();

        assertThat(cards.subList(0, 3))
                .extracting(card -> card.id().toString())
                .containsExactly("openai::gpt-5-mini", "openai::gpt-5.2", "mistral::codestral-latest");
        assertThat(cards.subList(0, 3)).allMatch(ModelCard::preferred);
        assertThat(cards.get(3).preferred()).isFalse();
    }

    @Test
    void priority_models_match_whatever_the_case_and_punctuation() {
        house.key("anthropic", "k");
        house.settings = new ProvidersSettings(List.of(), false, Map.of(), List.of("claude haiku 4.5"), Map.of(), true);

        assertThat(house.start().catalog().models().getFirst().id())
                .hasToString("anthropic::claude-haiku-4-5-20251001");
    }

    @Test
    void a_key_saved_by_another_process_counts_at_once() {
        ModelCatalog catalog = house.start().catalog();
        assertThat(catalog.models()).isEmpty();

        new KeyStore(house.keys(), Optional.empty(), SecretBox.NONE, java.time.Clock.systemUTC())
                .save("anthropic", Secret.of("sk-ant-api03-x"), null, null, null);

        assertThat(catalog.models()).isNotEmpty();
    }

    @Test
    void a_model_that_the_vendor_calls_unfit_is_hidden_until_it_answers() throws InterruptedException {
        house.key("openai", "k");
        boolean[] broken = {true};
        house.models = endpoint -> (_, _) -> {
            if (broken[0]) {
                throw new ProviderException(ErrorCode.MODEL_UNSUPPORTED, "openai", "model not supported", "");
            }
            return new Completion(endpoint.id(), StopReason.END, Usage.NONE);
        };
        Providers providers = house.start();
        ChatRequest hello = ChatRequest.of(List.of(Message.User.text("hello")), List.of());

        assertThatThrownBy(() -> providers.catalog().open("gpt-5.2").model().stream(hello, _ -> {}))
                .isInstanceOf(ProviderException.class);
        assertThat(ids(providers)).doesNotContain("openai::gpt-5.2");
        assertThat(house.published("models.updated")).singleElement().satisfies(event -> {
            assertThat(event.path("modelId").asString()).isEqualTo("openai::gpt-5.2");
            assertThat(event.path("unsupported").asBoolean()).isTrue();
            assertThat(event.path("unsupportedReason").asString()).isEqualTo("model not supported");
        });

        broken[0] = false;
        providers.catalog().open("gpt-5.2").model().stream(hello, _ -> {});
        assertThat(ids(providers)).contains("openai::gpt-5.2");
        assertThat(house.published("models.updated")).hasSize(2);
    }

    @Test
    void an_answer_stands_although_nothing_can_be_noted_about_its_model() throws Exception {
        house.key("openai", "k");
        Files.createDirectories(house.config());
        Files.writeString(house.config().resolve("disabled-models.json"), "[broken");
        house.models = _ -> (_, _) -> {
            throw new ProviderException(ErrorCode.MODEL_UNSUPPORTED, "openai", "model not supported", "");
        };

        assertThatThrownBy(() -> house.start().catalog().open("gpt-5.2").model().stream(
                        ChatRequest.of(List.of(Message.User.text("hi")), List.of()), _ -> {}))
                .hasMessage("model not supported");
    }

    @Test
    void the_state_of_a_provider_is_its_last_real_use() throws InterruptedException {
        house.key("openai", "k");
        house.models = _ -> (_, _) -> {
            throw new ProviderException(ErrorCode.KEY_REJECTED, "openai", "OpenAI rejected the API key.", "");
        };
        Providers providers = house.start();

        assertThatThrownBy(() -> providers.catalog().open("gpt-5.2").model().stream(
                        ChatRequest.of(List.of(Message.User.text("hi")), List.of()), _ -> {}))
                .isInstanceOf(ProviderException.class);

        assertThat(providers.setup().report().getFirst().lastError()).contains("OpenAI rejected the API key.");
    }

    @Test
    void unfit_models_are_never_listed() {
        house.server(
                "custom-x",
                "k",
                "http://127.0.0.1:9/v1",
                "gpt-4o-mini-tts",
                "sora",
                "gemini-3.1-flash-image-preview",
                "openai/gpt-image-1-mini",
                "gemma-3-27b-it",
                "chatgpt-4o-latest");

        assertThat(ids(house.start()))
                .containsExactlyInAnyOrder("custom-x::gemma-3-27b-it", "custom-x::chatgpt-4o-latest");
    }

    @Test
    void a_vendor_without_fetching_has_only_what_was_named() {
        house.server("openai", "k", "http://127.0.0.1:9/v1", "gpt-9");
        house.change("openai", table -> table.fetchModels = false);

        assertThat(ids(house.start())).containsExactly("openai::gpt-9");
    }

    @Test
    void a_configured_tool_mode_wins_over_what_the_tables_say() {
        house.server("custom-x", "k", "http://127.0.0.1:9/v1", "m");
        house.change("custom-x", table -> table.toolMode = Optional.of(ToolMode.OFF));

        ModelCard card = house.start().catalog().open("m").card();

        assertThat(card.toolMode()).isEqualTo(ToolMode.OFF);
        assertThat(card.can(Capability.TOOLS)).isTrue();
    }

    static LocalModels local(String id) {
        return new LocalModels() {
            @Override
            public List<LocalModel> models() {
                return List.of(new LocalModel(id, "Tiny", 2048));
            }

            @Override
            public ChatModel open(String which) {
                return (_, _) -> new Completion(new ModelId("local-llm", which), StopReason.END, Usage.NONE);
            }
        };
    }

    private int context(String id) {
        return house.start().catalog().open(id).card().contextTokens();
    }

    private static List<String> ids(Providers providers) {
        return providers.catalog().models().stream()
                .map(card -> card.id().toString())
                .toList();
    }
}
