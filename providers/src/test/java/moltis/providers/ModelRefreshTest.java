package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import moltis.core.model.Completion;
import moltis.core.model.ModelCard;
import moltis.core.model.StopReason;
import moltis.core.model.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRefreshTest {

    @TempDir
    Path folder;

    private final FakeVendor one = new FakeVendor();
    private final FakeVendor other = new FakeVendor();
    private Household house;

    @BeforeEach
    void moveIn() {
        house = new Household(folder);
        house.server("custom-one", "k", one.url("/v1")).server("custom-other", "k", other.url("/v1"));
    }

    @AfterEach
    void leave() {
        house.close();
        one.close();
        other.close();
    }

    @Test
    @DisplayName("pain 13, pain 25: an idle gateway makes no connection: 24 hours pass and nobody is asked")
    void pain_25_an_idle_day_makes_no_connection() {
        var calls = new AtomicInteger();
        house.models = endpoint -> (_, _) -> {
            calls.incrementAndGet();
            return new Completion(endpoint.id(), StopReason.END, Usage.NONE);
        };
        house.key("anthropic", "k").key("openai", "k");
        house.environment.put("OLLAMA_BASE_URL", one.url(""));
        Providers providers = house.start();
        providers.catalog().models();
        providers.catalog().defaultModel();
        providers.setup().available();

        for (int hour = 0; hour < 24; hour++) {
            house.clock.pass(Duration.ofHours(1));
            providers.catalog().models();
            providers.catalog().open("claude-opus-4-6");
            providers.setup().report();
        }

        assertThat(house.resolved).isEmpty();
        assertThat(one.asked()).isEmpty();
        assertThat(calls).hasValue(0);
    }

    @Test
    void a_failing_provider_never_hides_the_others() throws InterruptedException {
        one.on("/v1/models", "{\"data\":[{\"id\":\"alpha\"}]}");
        other.on("/v1/models", 500, "{\"error\":{\"message\":\"on fire\"}}");
        Providers providers = house.start();

        providers.models().refresh();

        assertThat(ids(providers)).containsExactly("custom-one::alpha");
        assertThat(providers.setup().report())
                .filteredOn(report -> report.name().equals("custom-other"))
                .singleElement()
                .satisfies(
                        report -> assertThat(report.lastError().orElseThrow()).contains("on fire"));
    }

    @Test
    void a_fast_list_counts_while_a_slow_one_is_still_awaited() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        one.on("/v1/models", "{\"data\":[{\"id\":\"alpha\"}]}");
        other.on("/v1/models", _ -> held(slow));
        Providers providers = house.start();
        FutureTask<Void> asking = new FutureTask<>(() -> {
            providers.models().refresh();
            return null;
        });
        Thread.ofVirtual().start(asking);

        house.awaitPublished("models.updated", 1);

        assertThat(ids(providers)).containsExactly("custom-one::alpha");
        assertThat(asking).isNotDone();
        slow.countDown();
        asking.get();
        assertThat(ids(providers)).containsExactly("custom-one::alpha", "custom-other::late");
    }

    @Test
    void a_stale_list_beats_none_and_survives_a_restart_without_network() throws InterruptedException {
        one.on("/v1/models", "{\"data\":[{\"id\":\"alpha\",\"context_length\":32000,\"created\":1767225600}]}");
        house.start().models().refresh();
        one.on("/v1/models", 503, "");

        Providers later = house.start();

        assertThat(later.catalog().models())
                .singleElement()
                .extracting(ModelCard::contextTokens)
                .isEqualTo(32_000);
        later.models().refresh();
        assertThat(ids(later)).containsExactly("custom-one::alpha");
    }

    @Test
    void a_list_of_another_server_is_not_believed() throws InterruptedException {
        one.on("/v1/models", "{\"data\":[{\"id\":\"alpha\"}]}");
        house.start().models().refresh();

        house.server("custom-one", "k", other.url("/v1"));

        assertThat(ids(house.start())).isEmpty();
    }

    @Test
    void looking_at_the_list_fetches_it_once_and_again_only_when_it_is_old() throws InterruptedException {
        one.on("/v1/models", "{\"data\":[{\"id\":\"alpha\"}]}");
        house.tables.remove("custom-other");
        Providers providers = house.start();

        providers.models().list();
        house.awaitPublished("models.updated", 1);
        for (int i = 0; i < 5; i++) providers.models().list();
        assertThat(one.asked()).containsOnlyOnce("/v1/models");

        house.clock.pass(Duration.ofHours(7));
        one.on("/v1/models", "{\"data\":[{\"id\":\"beta\"}]}");
        providers.models().list();
        house.awaitPublished("models.updated", 2);
        assertThat(ids(providers)).containsExactly("custom-one::beta");
        assertThat(one.asked()).filteredOn("/v1/models"::equals).hasSize(2);
    }

    @Test
    void asking_for_a_model_that_nobody_listed_yet_fetches_the_list_first() throws InterruptedException {
        one.on("/v1/models", "{\"data\":[{\"id\":\"alpha\"}]}");
        Providers providers = house.start();

        providers.catalog().prepare("custom-one::alpha");

        assertThat(providers.catalog().open("custom-one::alpha").card().provider())
                .isEqualTo("custom-one");
        assertThat(other.asked()).isEmpty();
    }

    @Test
    void a_broken_cache_is_no_loss() throws Exception {
        Path cache = folder.resolve("data").resolve("models-cache.json");
        Files.createDirectories(cache.getParent());
        Files.writeString(cache, "{\"custom-one\":{\"models\":3}, oops");
        one.on("/v1/models", "{\"data\":[{\"id\":\"alpha\"}]}");

        house.start().models().refresh();

        assertThat(ids(house.start())).containsExactly("custom-one::alpha");
    }

    private static MockResponse held(CountDownLatch gate) {
        try {
            if (!gate.await(10, TimeUnit.SECONDS)) return FakeVendor.json(500, "");
        } catch (InterruptedException e) {
            return FakeVendor.json(500, "");
        }
        return FakeVendor.json(200, "{\"data\":[{\"id\":\"late\"}]}");
    }

    private static List<String> ids(Providers providers) {
        return providers.catalog().models().stream()
                .map(card -> card.id().toString())
                .toList();
    }
}
