package moltis.providers.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.core.event.LocalEventBus;
import moltis.core.event.ServerEvent;
import moltis.core.model.ChatRequest;
import moltis.core.model.EventSink;
import moltis.core.model.Message;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import moltis.providers.LocalModels.LocalModel;
import moltis.providers.local.LocalSetup.State;
import moltis.testing.model.Answered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LocalSetupTest {

    private static final HubFile FILE = new HubFile("someone/Tiny-GGUF", "tiny.Q4.gguf");

    @TempDir
    private Path data;

    private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
    private final byte[] model = padded();
    private Path folder;
    private FakeHub hub;
    private LocalSetup setup;

    @BeforeEach
    void open() throws Exception {
        folder = data.resolve("models");
        hub = new FakeHub();
        hub.put("someone/Tiny-GGUF/tiny.Q4.gguf", model);
        setup = setup();
    }

    @AfterEach
    void close() {
        setup.close();
        hub.close();
    }

    private LocalSetup setup() {
        var bus = new LocalEventBus(failure -> {
            throw failure;
        });
        bus.subscribe(event -> {
            if (event instanceof ServerEvent.Named(var name, var payload, var _) && name.equals("local-llm.download"))
                told.add(payload);
        });
        return LocalSetup.create(
                new LocalPlaces(
                        folder,
                        data.resolve("local-llm.json"),
                        Optional.empty(),
                        Optional.empty(),
                        hub.uri(),
                        Optional.of(Secret.of("hf_canary"))),
                LocalSettings.DEFAULT,
                new HttpClients(NetSettings.defaults("test")),
                bus,
                LocalModelState.Listener.NONE,
                (_, _, _) -> new EchoEngine());
    }

    @Test
    void a_file_of_the_hub_is_fetched_with_progress_checked_and_can_then_be_asked() throws Exception {
        Delivery delivery = setup.configure(FILE);

        assertThat(delivery.modelId()).isEqualTo("custom-gguf-c29tZW9uZS9UaW55LUdHVUY.dGlueS5RNC5nZ3Vm");
        List<JsonNode> events = untilItEnds();
        assertThat(events.getFirst().path("status").asString()).isEqualTo("starting");
        assertThat(events).anySatisfy(event -> {
            assertThat(event.path("downloaded").asLong()).isEqualTo(model.length);
            assertThat(event.path("total").asLong()).isEqualTo(model.length);
            assertThat(event.path("progress").asDouble()).isEqualTo(100);
        });
        assertThat(events.getLast().path("complete").asBoolean()).isTrue();
        assertThat(folder.resolve("custom/someone/Tiny-GGUF/tiny.Q4.gguf")).hasBinaryContent(model);
        assertThat(setup.models().models()).containsExactly(new LocalModel(FILE.id(), "Tiny", 2048));
        assertThat(setup.status().state()).isEqualTo(State.READY);
        assertThat(hub.tokens).containsOnly("Bearer hf_canary");
    }

    @Test
    void a_file_that_is_not_the_one_the_hub_promised_is_thrown_away() throws Exception {
        hub.checksum = "00".repeat(32);

        setup.configure(FILE);

        assertThat(untilItEnds().getLast().path("error").asString()).contains("SHA-256");
        assertThat(setup.status().state()).isEqualTo(State.ERROR);
        assertThat(setup.status().failure().orElseThrow()).contains("can't be downloaded");
        assertThat(Files.walk(folder)).noneMatch(Files::isRegularFile);
    }

    @Test
    void a_download_that_was_cut_off_goes_on_where_it_was() throws Exception {
        Path target = FILE.in(folder);
        Files.createDirectories(target.getParent());
        Files.write(target.resolveSibling("tiny.Q4.gguf.part"), Arrays.copyOf(model, 100));

        setup.configure(FILE);

        List<JsonNode> events = untilItEnds();
        assertThat(events.get(1).path("downloaded").asLong()).isEqualTo(100);
        assertThat(target).hasBinaryContent(model);
    }

    @Test
    void two_who_set_the_same_model_up_share_one_download_and_its_progress_can_be_read() throws Exception {
        hub.halts = true;
        setup.configure(FILE);
        hub.halfSent.await();

        setup.configure(FILE);

        assertThat(setup.status().state()).isEqualTo(State.LOADING);
        assertThat(setup.status().modelId()).contains(FILE.id());
        assertThat(hub.asked).filteredOn(url -> url.contains("/resolve/")).hasSize(1);
    }

    @Test
    void a_model_that_is_removed_while_it_comes_does_not_appear_afterwards() throws Exception {
        hub.halts = true;
        setup.configure(FILE);
        hub.halfSent.await();

        setup.remove(FILE.id());

        assertThat(setup.models().models()).isEmpty();
        assertThat(setup.status().state()).isEqualTo(State.UNCONFIGURED);
        assertThat(Files.walk(folder)).noneMatch(Files::isRegularFile);
        assertThat(Files.readString(data.resolve("local-llm.json"))).doesNotContain("someone");
    }

    @Test
    void a_model_that_was_set_up_is_fetched_with_the_first_question() throws Exception {
        Files.writeString(data.resolve("local-llm.json"), """
                {"models":[{"model_id":"%s","hf_repo":"someone/Tiny-GGUF","hf_filename":"tiny.Q4.gguf",
                            "gpu_layers":0,"backend":"GGUF","idle_timeout_secs":900}]}""".formatted(FILE.id()));

        assertThat(setup.models().models())
                .singleElement()
                .satisfies(listed -> assertThat(listed.displayName()).isEqualTo("tiny.Q4.gguf (someone/Tiny-GGUF)"));
        var answer = Answered.by(
                setup.models().open(FILE.id()), ChatRequest.of(List.of(Message.User.text("hello")), List.of()));
        answer.completion();

        assertThat(untilItEnds().getLast().path("complete").asBoolean()).isTrue();
        assertThat(setup.standings()).singleElement().satisfies(standing -> {
            assertThat(standing.loaded()).isTrue();
            assertThat(standing.idle()).hasMinutes(15);
        });
    }

    @Test
    void a_first_question_to_a_model_that_cannot_be_fetched_says_so() throws Exception {
        var gone = new HubFile("someone/Gone", "gone.gguf");
        Files.writeString(
                data.resolve("local-llm.json"),
                "{\"model_id\":\"" + gone.id() + "\",\"hf_repo\":\"someone/Gone\",\"hf_filename\":\"gone.gguf\"}");

        var answer = Answered.by(
                setup.models().open(gone.id()), ChatRequest.of(List.of(Message.User.text("hello")), List.of()));

        assertThat(answer.failure())
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("Failed to prepare local model")
                .hasMessageContaining("HTTP 404");
    }

    @Test
    void what_is_set_up_again_moves_to_the_end_and_keeps_what_others_wrote() throws Exception {
        Path file = data.resolve("local-llm.json");
        Files.writeString(file, """
                {"models":[{"model_id":"old","hf_repo":"someone/Tiny-GGUF","hf_filename":"tiny.Q4.gguf"},
                           {"model_id":"mlx-llama-3.2-1b-4bit","backend":"MLX","note":"kept"}]}""");

        setup.configure(FILE);

        assertThat(Files.readString(file).replaceAll("\\s+", ""))
                .contains("\"note\":\"kept\"},{\"model_id\":\"" + FILE.id() + "\"")
                .doesNotContain("\"old\"");
        untilItEnds();
    }

    @Test
    void the_hub_is_searched_for_repositories_with_the_model_files_in_them() throws Exception {
        hub.found = """
                [{"id":"someone/Tiny-GGUF","downloads":7,"likes":2,"createdAt":"2026-01-02T03:04:05.000Z",
                  "tags":["gguf"],"siblings":[{"rfilename":"README.md"},{"rfilename":"tiny.Q4.gguf"}]}]""";

        var found = setup.search("tiny gguf", Optional.empty(), 5);

        assertThat(found)
                .containsExactly(new ModelHub.Repository(
                        "someone/Tiny-GGUF",
                        7,
                        2,
                        "2026-01-02T03:04:05.000Z",
                        List.of("gguf"),
                        List.of("tiny.Q4.gguf")));
        assertThat(hub.asked.getFirst())
                .contains("search=tiny%20gguf")
                .contains("sort=downloads")
                .contains("limit=5");
    }

    @Test
    void a_hub_that_answers_with_a_page_is_an_error_in_words() {
        hub.found = "<html>";

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> setup.search("tiny", Optional.empty(), 5))
                .withMessageContaining("can't be searched");
    }

    @Test
    void a_name_that_leads_out_of_the_folder_is_no_file_of_the_hub() {
        for (String path :
                List.of("../up.gguf", "/root.gguf", "a//b.gguf", "a\\b.gguf", "c:x.gguf", "a b.gguf", "x.bin"))
            assertThatIllegalArgumentException().isThrownBy(() -> new HubFile("someone/Tiny", path));
        for (String repository : List.of("someone", "../..", "a/b/c", "/b", "a/", "a:b/c"))
            assertThatIllegalArgumentException().isThrownBy(() -> new HubFile(repository, "tiny.gguf"));
        assertThatExceptionOfType(RequestException.class).isThrownBy(() -> setup.configure("no-such-model"));
        assertThatExceptionOfType(RequestException.class).isThrownBy(() -> setup.remove("../../etc/passwd"));
    }

    @Test
    void every_offer_has_its_own_id_and_file() {
        assertThat(ModelOffer.ALL).extracting(ModelOffer::id).doesNotHaveDuplicates();
        assertThat(ModelOffer.ALL)
                .extracting(ModelOffer::file)
                .doesNotHaveDuplicates()
                .allMatch(file -> file.endsWith(".gguf"));
        assertThat(ModelOffer.ALL)
                .allSatisfy(offer -> assertThat(setup.offered(offer.id()))
                        .map(Delivery::displayName)
                        .contains(offer.displayName()));
    }

    /** The events up to and with the last of a download. */
    private List<JsonNode> untilItEnds() throws InterruptedException {
        List<JsonNode> events = new ArrayList<>();
        while (events.isEmpty()
                || !(events.getLast().has("error") || events.getLast().has("complete"))) {
            JsonNode event = told.poll(20, TimeUnit.SECONDS);
            if (event == null) throw new AssertionError("the download does not end: " + events);
            events.add(event);
        }
        return events;
    }

    private static byte[] padded() {
        try {
            byte[] head = GgufModelTest.gguf("Tiny", 2048);
            return Arrays.copyOf(head, head.length + 300_000);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class EchoEngine implements Engine {

        @Override
        public Answer answer(String messagesJson, int outputTokens, EventSink sink) {
            return new Answer(1, 1, false);
        }

        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public void close() {}
    }
}
