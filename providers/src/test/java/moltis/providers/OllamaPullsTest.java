package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.event.LocalEventBus;
import moltis.core.event.ServerEvent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OllamaPullsTest {

    private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
    private final AtomicLong nanos = new AtomicLong();

    private OllamaPulls over(OllamaPulls.Puller puller) {
        var bus = new LocalEventBus(failure -> {
            throw failure;
        });
        bus.subscribe(event -> {
            if (event instanceof ServerEvent.Named(var name, var payload, var _)
                    && name.equals("providers.ollama.pull")) told.add(payload);
        });
        return new OllamaPulls(puller, new ProviderEvents(bus), nanos::get);
    }

    @Test
    void a_pull_tells_how_far_it_is_but_not_each_line_and_then_that_it_is_done() throws Exception {
        try (var pulls = over((_, progress) -> {
            for (int megabyte = 0; megabyte <= 40; megabyte++) {
                progress.accept(new PullProgress("pulling abc", megabyte, 40));
                nanos.addAndGet(10_000_000);
            }
        })) {
            pulls.start("llama3.2");

            List<JsonNode> events = untilItEnds();

            assertThat(events).hasSizeLessThan(10);
            assertThat(events.get(1).path("progress").asDouble()).isEqualTo(25);
            assertThat(events.getLast().path("complete").asBoolean()).isTrue();
            assertThat(pulls.all())
                    .singleElement()
                    .satisfies(pull -> assertThat(pull.complete()).isTrue());
        }
    }

    @Test
    void the_same_model_is_pulled_once_at_a_time_and_its_progress_can_be_read() throws Exception {
        var begun = new AtomicInteger();
        var seen = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var pulls = over((_, progress) -> {
            begun.incrementAndGet();
            progress.accept(new PullProgress("pulling abc", 3, 40));
            seen.countDown();
            goOn.await();
        })) {
            pulls.start("llama3.2");
            seen.await();
            pulls.start("llama3.2");

            assertThat(pulls.all())
                    .containsExactly(new OllamaPulls.Pull("llama3.2", "pulling abc", 3, 40, false, null));
            goOn.countDown();
            untilItEnds();
            assertThat(begun).hasValue(1);
        }
    }

    @Test
    void a_pull_that_fails_says_why_and_can_be_begun_again() throws Exception {
        try (var pulls = over((model, _) -> {
            throw new ProviderException(
                    ErrorCode.PROVIDER_REFUSED, "ollama", "Ollama can't pull " + model + ": no such model", "");
        })) {
            for (int attempt = 0; attempt < 2; attempt++) {
                pulls.start("nonsense");

                assertThat(untilItEnds().getLast().path("error").asString()).contains("no such model");
            }
        }
    }

    private List<JsonNode> untilItEnds() throws InterruptedException {
        List<JsonNode> events = new ArrayList<>();
        while (events.isEmpty()
                || !(events.getLast().has("error") || events.getLast().has("complete"))) {
            JsonNode event = told.poll(20, TimeUnit.SECONDS);
            if (event == null) throw new AssertionError("the pull does not end: " + events);
            events.add(event);
        }
        return events;
    }
}
