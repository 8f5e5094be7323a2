package moltis.providers.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.event.LocalEventBus;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.EventSink;
import moltis.core.model.Message;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.Usage;
import moltis.net.Downloads;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import moltis.providers.LocalModels.LocalModel;
import moltis.testing.model.Answered;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufModelTest {

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final BlockingQueue<LocalModelState> states = new LinkedBlockingQueue<>();
    private final List<FakeEngine> loaded = Collections.synchronizedList(new ArrayList<>());
    private GgufModels models;

    @BeforeEach
    void prepare() throws Exception {
        Files.write(folder.resolve("Tiny.Q4.gguf"), gguf("Tiny", 2048));
        Files.writeString(folder.resolve("broken.gguf"), "<html>not found</html>");
        Files.writeString(folder.resolve("notes.txt"), "nothing");
        var http = new HttpClients(NetSettings.defaults("test"));
        var hub = new ModelHub(URI.create("http://127.0.0.1:1"), Optional.empty(), http);
        models = new GgufModels(
                folder,
                Optional.empty(),
                new LocalSettings(4096, 256, Duration.ofSeconds(60), 0),
                (file, context, _) -> {
                    var engine = new FakeEngine(context);
                    loaded.add(engine);
                    return engine;
                },
                time,
                (_, state) -> states.add(state),
                new GgufModels.SetUp(
                        new LocalEntries(folder.resolve("local-llm.json")),
                        new ModelFolder(folder, Optional.empty(), hub, new Downloads(http)),
                        new ModelDownloads(new LocalEventBus(_ -> {}))));
    }

    @Test
    void lists_what_is_a_model_and_how_much_it_reads() {
        assertThat(models.models()).containsExactly(new LocalModel("tiny.q4", "Tiny", 2048));
        assertThat(loaded).as("listing loads nothing").isEmpty();
    }

    @Test
    void loads_with_the_first_question_and_keeps_the_model() throws Exception {
        ChatModel model = models.open("tiny.q4");

        var first = Answered.by(model, question("hello"));
        assertThat(first.completion().usage()).isEqualTo(new Usage(7, 2, 0, 0));
        assertThat(first.completion().stop()).isEqualTo(StopReason.END);
        Answered.by(models.open("tiny.q4"), question("again")).completion();

        assertThat(first.text()).isEqualTo("you said hello");
        assertThat(loaded).hasSize(1);
        assertThat(loaded.getFirst().context).isEqualTo(2048);
    }

    @Test
    void gives_the_memory_back_when_nobody_asked_for_a_while() throws Exception {
        ChatModel model = models.open("tiny.q4");
        Answered.by(model, question("hello")).completion();
        assertThat(next()).isEqualTo(LocalModelState.LOADING);
        assertThat(next()).isEqualTo(LocalModelState.LOADED);

        time.pass(Duration.ofSeconds(59));
        Answered.by(model, question("just in time")).completion();
        time.pass(Duration.ofSeconds(1));
        assertThat(loaded.getFirst().closed).isFalse();
        time.pass(Duration.ofSeconds(59));

        assertThat(next()).isEqualTo(LocalModelState.UNLOADED);
        assertThat(loaded.getFirst().closed).isTrue();
        Answered.by(model, question("hello")).completion();
        assertThat(loaded).hasSize(2);
    }

    @Test
    void a_person_loads_unloads_and_deletes_it() throws Exception {
        models.load("local-llm::tiny.q4");
        assertThat(models.standings()).singleElement().satisfies(standing -> {
            assertThat(standing.modelId()).isEqualTo("tiny.q4");
            assertThat(standing.loaded()).isTrue();
            assertThat(standing.memoryBytes()).isPositive();
            assertThat(standing.idle()).isEqualTo(Duration.ofSeconds(60));
        });

        models.unload("tiny.q4");
        assertThat(loaded.getFirst().closed).isTrue();
        assertThat(models.standings().getFirst().loaded()).isFalse();

        assertThat(models.remove("tiny.q4")).isTrue();
        assertThat(folder.resolve("Tiny.Q4.gguf")).doesNotExist();
        assertThat(models.models()).isEmpty();
        assertThat(models.remove("../outside")).isFalse();
    }

    @Test
    void answers_one_question_at_a_time_and_cancel_frees_the_asker_at_once() throws Exception {
        ChatModel model = models.open("tiny.q4");
        var running = Answered.by(model, question("stall")).awaitFirstEvent();
        var waiting = Answered.by(model, question("next"));

        running.interrupt();

        assertThat(running.failure()).isInstanceOf(InterruptedException.class);
        waiting.completion();
        assertThat(waiting.text()).isEqualTo("you said next");
        assertThat(loaded).hasSize(1);
    }

    @Test
    void who_waits_can_be_cancelled_too() throws Exception {
        ChatModel model = models.open("tiny.q4");
        var running = Answered.by(model, question("stall")).awaitFirstEvent();
        var waiting = Answered.by(model, question("next")).interrupt();

        assertThat(waiting.failure()).isInstanceOf(InterruptedException.class);
        running.interrupt();
    }

    @Test
    void a_crash_of_the_model_cuts_the_answer_off_and_the_next_question_loads_it_again() throws Exception {
        ChatModel model = models.open("tiny.q4");

        var crashed = Answered.by(model, question("crash"));

        assertThat(crashed.refusal().code()).isEqualTo(ErrorCode.CUT_OFF);
        assertThat(crashed.refusal().hint()).isNotBlank();
        Answered.by(model, question("hello")).completion();
        assertThat(loaded).hasSize(2);
    }

    @Test
    void a_wrong_file_never_reaches_native_code() {
        var refusal = asking(models.open("broken"), "hello");

        assertThat(refusal.code()).isEqualTo(ErrorCode.PROVIDER_FAILED);
        assertThat(refusal.sentence()).contains("broken.gguf", "does not begin as a GGUF file");
        assertThat(loaded).isEmpty();
    }

    @Test
    void a_conversation_that_does_not_fit_says_so() {
        assertThat(asking(models.open("tiny.q4"), "too long").code()).isEqualTo(ErrorCode.CONTEXT_TOO_LONG);
    }

    @Test
    void a_damaged_head_is_refused() throws Exception {
        byte[] good = gguf("Tiny", 2048);
        for (int length = 0; length < good.length; length++) {
            Path cut = folder.resolve("cut.gguf");
            Files.write(cut, java.util.Arrays.copyOf(good, length));
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> GgufFile.read(cut));
        }
    }

    private static ProviderException asking(ChatModel model, String text) {
        try {
            return Answered.by(model, question(text)).refusal();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private LocalModelState next() throws InterruptedException {
        return states.poll(10, TimeUnit.SECONDS);
    }

    private static ChatRequest question(String text) {
        return ChatRequest.of(List.of(Message.User.text(text)), List.of());
    }

    /** A model file without weights. */
    static byte[] gguf(String name, int context) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeBytes("GGUF");
        out.writeInt(Integer.reverseBytes(3));
        out.writeLong(0);
        out.writeLong(Long.reverseBytes(4));
        text(out, "tokenizer.ggml.tokens");
        out.writeInt(Integer.reverseBytes(9));
        out.writeInt(Integer.reverseBytes(8));
        out.writeLong(Long.reverseBytes(2));
        text(out, "a");
        text(out, "b");
        text(out, "general.architecture");
        out.writeInt(Integer.reverseBytes(8));
        text(out, "llama");
        text(out, "general.name");
        out.writeInt(Integer.reverseBytes(8));
        text(out, name);
        text(out, "llama.context_length");
        out.writeInt(Integer.reverseBytes(4));
        out.writeInt(Integer.reverseBytes(context));
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeLong(Long.reverseBytes(bytes.length));
        out.write(bytes);
    }

    private static final class FakeEngine implements Engine {

        private final int context;
        private volatile boolean closed;

        FakeEngine(int context) {
            this.context = context;
        }

        @Override
        public Answer answer(String messages, int outputTokens, EventSink sink)
                throws IOException, ContextFullException, InterruptedException {
            String asked = messages.replaceFirst(".*\"content\":\"([^\"]*)\"}]", "$1");
            if (asked.equals("too long")) throw new ContextFullException("5000 of 2048");
            sink.accept(new StreamEvent.Text("you said "));
            if (asked.equals("stall")) new CountDownLatch(1).await();
            if (asked.equals("crash")) {
                closed = true;
                throw new IOException("its process ended with code 134");
            }
            sink.accept(new StreamEvent.Text(asked));
            return new Answer(7, 2, false);
        }

        @Override
        public boolean alive() {
            return !closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Time that passes only when the test says so. */
    private static final class ManualTime implements IdleTime {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");
        private int sleeping;

        @Override
        public synchronized Instant now() {
            return now;
        }

        @Override
        public synchronized void sleep(Duration duration) throws InterruptedException {
            Instant end = now.plus(duration);
            sleeping++;
            notifyAll();
            while (now.isBefore(end)) wait();
            sleeping--;
        }

        /** Lets time pass, once somebody waits for it, and waits until all who were due have gone on. */
        synchronized void pass(Duration duration) throws InterruptedException {
            while (sleeping == 0) wait(10_000);
            now = now.plus(duration);
            notifyAll();
        }
    }
}
