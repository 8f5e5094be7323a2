package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.json.Json;
import moltis.core.model.ChatModel;
import moltis.core.model.Completion;
import moltis.core.model.StopReason;
import moltis.core.model.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDetectionTest {

    @TempDir
    Path folder;

    private final FakeVendor vendor = new FakeVendor();
    private Household house;

    @BeforeEach
    void moveIn() {
        house = new Household(folder);
        vendor.on("/v1/models", "{\"data\":[{\"id\":\"listed\"}]}");
    }

    @AfterEach
    void leave() {
        house.close();
        vendor.close();
    }

    @Test
    void a_listed_model_is_believed_and_only_an_unlisted_one_is_asked() throws InterruptedException {
        house.server("custom-x", "k", vendor.url("/v1"), "hidden");

        DetectSummary summary = house.start().models().detectSupported(DetectRequest.all());

        assertThat(house.opened).extracting(endpoint -> endpoint.id().name()).containsExactly("hidden");
        assertThat(summary.total()).isEqualTo(2);
        assertThat(summary.supported()).isEqualTo(2);
        assertThat(summary.supportedByProvider())
                .isEqualTo(Map.of(
                        "custom-x",
                        List.of(
                                new DetectSummary.Named("custom-x::hidden", "hidden"),
                                new DetectSummary.Named("custom-x::listed", "listed"))));
        assertThat(house.published("models.updated"))
                .extracting(event ->
                        event.path("phase").asString(event.path("reason").asString()))
                .containsExactly("discovery", "catalog", "start", "progress", "progress", "complete");
    }

    @Test
    void only_an_unsupported_model_is_flagged() throws InterruptedException {
        house.server("custom-x", "k", vendor.url("/v1"), "audio-only", "broken");
        house.models = endpoint -> failing(
                endpoint.id().name().equals("broken") ? ErrorCode.PROVIDER_FAILED : ErrorCode.MODEL_UNSUPPORTED);
        Providers providers = house.start();

        DetectSummary summary = providers.models().detectSupported(DetectRequest.all());

        assertThat(List.of(summary.supported(), summary.unsupported(), summary.flagged(), summary.errors()))
                .containsExactly(1, 1, 1, 1);
        assertThat(providers.models().listAll())
                .filteredOn(ModelEntry::unsupported)
                .extracting(ModelEntry::id)
                .containsExactly("custom-x::audio-only");
    }

    @Test
    void a_provider_that_counts_is_left_alone_while_the_others_go_on() throws InterruptedException {
        house.server("custom-busy", "k", "http://127.0.0.1:9/v1", "a", "b", "c");
        house.change("custom-busy", table -> table.fetchModels = false);
        house.server("custom-x", "k", vendor.url("/v1"), "hidden");
        house.models = endpoint -> endpoint.row().name().equals("custom-busy")
                ? failing(ErrorCode.PROVIDER_RATE_LIMITED)
                : (_, _) -> new Completion(endpoint.id(), StopReason.END, Usage.NONE);

        DetectSummary summary = house.start().models().detectSupported(DetectRequest.all());

        assertThat(house.opened)
                .filteredOn(endpoint -> endpoint.row().name().equals("custom-busy"))
                .hasSize(1);
        assertThat(summary.results())
                .filteredOn(
                        result -> result.error().orElse("").startsWith("probe skipped due provider backoff (1000ms"))
                .hasSize(2);
        assertThat(summary.supportedByProvider()).containsOnlyKeys("custom-x");
        assertThat(summary.flagged()).isZero();
    }

    @Test
    void a_refused_list_ends_the_matter_without_paid_questions() throws InterruptedException {
        vendor.on("/v1/models", 401, "{}");
        house.server("custom-x", "k", vendor.url("/v1"), "a", "b");

        DetectSummary summary = house.start().models().detectSupported(DetectRequest.all());

        assertThat(house.opened).isEmpty();
        assertThat(summary.errors()).isEqualTo(2);
    }

    @Test
    void a_run_can_be_cancelled_and_a_background_run_gives_way() throws Exception {
        house.server("custom-x", "k", vendor.url("/v1"), "hidden");
        CountDownLatch asked = new CountDownLatch(1);
        house.models = _ -> (_, _) -> {
            asked.countDown();
            new CountDownLatch(1).await();
            throw new AssertionError("never answered");
        };
        ModelService models = house.start().models();
        assertThat(models.cancelDetect()).isFalse();
        FutureTask<DetectSummary> run = new FutureTask<>(() -> models.detectSupported(DetectRequest.all()));
        Thread.ofVirtual().start(run);
        asked.await();

        DetectSummary second = models.detectSupported(new DetectRequest(true, "picker", Optional.empty(), 8, 1));
        assertThat(second.skipped()).contains(true);
        assertThat(models.cancelDetect()).isTrue();

        assertThat(run.get().cancelled()).isTrue();
        assertThat(house.published("models.updated").getLast().path("phase").asString())
                .isEqualTo("cancelled");
    }

    @Test
    void a_test_asks_for_one_token_and_an_unknown_name_gets_suggestions() throws InterruptedException {
        house.server("custom-x", "k", vendor.url("/v1"));
        ModelService models = house.start().models();

        models.test("custom-x::listed");

        assertThat(house.opened).hasSize(1);
        assertThatThrownBy(() -> models.test("custom-x::listd")).hasMessageContaining("did you mean: custom-x::listed");
    }

    @Test
    void a_model_that_takes_too_long_is_given_up() {
        house.server("custom-x", "k", vendor.url("/v1"), "slow");
        house.change("custom-x", table -> table.probeTimeout = Duration.ZERO);
        house.models = _ -> (_, _) -> {
            new CountDownLatch(1).await();
            throw new AssertionError("never answered");
        };

        assertThatThrownBy(() -> house.start().models().test("slow"))
                .hasMessage("Connection timed out after 1 seconds.");
    }

    @Test
    void lists_show_variants_of_effort_and_hide_what_is_off_or_old() throws InterruptedException {
        vendor.on("/v1/models", """
                {"data":[{"id":"gpt-5","created":1767225600},{"id":"gpt-4-turbo","created":1700000000},
                         {"id":"undated"},{"id":"off"}]}""");
        house.server("openai", "k", vendor.url("/v1"));
        Providers providers = house.start();
        providers.models().refresh();
        providers.models().disable("openai::off");

        assertThat(providers.models().list())
                .extracting(ModelEntry::id)
                .containsExactly(
                        "openai::gpt-5",
                        "openai::gpt-5@reasoning-minimal",
                        "openai::gpt-5@reasoning-low",
                        "openai::gpt-5@reasoning-medium",
                        "openai::gpt-5@reasoning-high",
                        "openai::gpt-5@reasoning-xhigh",
                        "openai::undated");
        assertThat(providers.models().listAll())
                .extracting(ModelEntry::id)
                .contains("openai::gpt-4-turbo", "openai::off");
        assertThat(Json.write(providers.models().list().getFirst()))
                .isEqualTo("{\"id\":\"openai::gpt-5\",\"provider\":\"openai\",\"displayName\":\"GPT-5\","
                        + "\"supportsTools\":true,\"supportsVision\":true,\"supportsReasoning\":true,"
                        + "\"preferred\":false,\"recommended\":false,\"createdAt\":1767225600,\"unsupported\":false,"
                        + "\"unsupportedReason\":null,\"unsupportedProvider\":null,\"unsupportedUpdatedAt\":null,"
                        + "\"contextWindow\":128000,\"local\":true}");

        providers.models().enable("openai::off");
        house.settings = new ProvidersSettings(List.of(), true, Map.of(), List.of(), Map.of(), true);
        assertThat(providers.models().list()).extracting(ModelEntry::id).contains("openai::gpt-4-turbo", "openai::off");
    }

    private static ChatModel failing(ErrorCode code) {
        return (_, _) -> {
            throw new ProviderException(code, "custom-x", "the vendor says " + code, "");
        };
    }
}
