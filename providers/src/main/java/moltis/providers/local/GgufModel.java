package moltis.providers.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.ModelId;
import moltis.core.model.StopReason;
import moltis.core.model.Usage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model file that answers. Loaded with the first question; unloaded when nobody has asked for a while. Answers one
 * question at a time, in the order in which they came; an interrupt frees the asker at once.
 */
final class GgufModel implements ChatModel {

    private static final Logger log = LoggerFactory.getLogger(GgufModel.class);

    private final ModelId id;
    private final Path file;
    private final LocalSettings settings;
    private final Arrival arrival;
    private final Engine.Loader loader;
    private final IdleTime time;
    private final LocalModelState.Listener listener;
    /** Who holds it may use the fields below. */
    private final Semaphore turn = new Semaphore(1, true);

    private volatile @Nullable Engine engine;
    private volatile Instant lastUsed;

    GgufModel(
            ModelId id,
            Path file,
            LocalSettings settings,
            Arrival arrival,
            Engine.Loader loader,
            IdleTime time,
            LocalModelState.Listener listener) {
        this.id = id;
        this.file = file;
        this.settings = settings;
        this.arrival = arrival;
        this.loader = loader;
        this.time = time;
        this.listener = listener;
        this.lastUsed = time.now();
    }

    /** Waits until the file is there. */
    @FunctionalInterface
    interface Arrival {

        /** @throws ProviderException if it can't be had */
        void await() throws InterruptedException;
    }

    @Override
    public Completion stream(ChatRequest request, EventSink sink) throws InterruptedException {
        String messages = LocalMessages.write(request.messages());
        turn.acquire();
        try {
            Engine ready = loaded();
            var delivered = new boolean[1];
            try {
                Engine.Answer answer =
                        ready.answer(messages, request.maxOutputTokens().orElse(settings.outputTokens()), event -> {
                            delivered[0] = true;
                            sink.accept(event);
                        });
                return new Completion(
                        id,
                        answer.cut() ? StopReason.LENGTH : StopReason.END,
                        new Usage(answer.inputTokens(), answer.outputTokens(), 0, 0));
            } catch (IOException e) {
                unload();
                throw stopped(e, delivered[0]);
            }
        } catch (Engine.ContextFullException e) {
            throw failure(
                    ErrorCode.CONTEXT_TOO_LONG,
                    "The conversation is longer than " + id.name() + " can read: " + e.getMessage() + " tokens.",
                    "Compact the conversation, start a new one, or choose a model that reads more.",
                    null);
        } finally {
            lastUsed = time.now();
            turn.release();
        }
    }

    /** Loads it, unless it is loaded; waits for an answer that runs. @throws ProviderException if it can't be loaded */
    void load() throws InterruptedException {
        turn.acquire();
        try {
            loaded();
        } finally {
            lastUsed = time.now();
            turn.release();
        }
    }

    /** Gives the memory back when the answer that runs is over. */
    void unloadAfterTurn() throws InterruptedException {
        turn.acquire();
        try {
            unload();
        } finally {
            turn.release();
        }
    }

    boolean isLoaded() {
        Engine current = engine;
        return current != null && current.alive();
    }

    Instant lastUsed() {
        return lastUsed;
    }

    /** Gives the memory back now; an answer that is running is cut off. */
    void close() {
        Engine current = engine;
        if (current != null) current.close();
    }

    private Engine loaded() throws InterruptedException {
        Engine ready = engine;
        if (ready != null && ready.alive()) return ready;
        arrival.await();
        listener.changed(id.name(), LocalModelState.LOADING);
        Instant begun = time.now();
        try {
            int context = Math.min(
                    settings.contextTokens(),
                    GgufFile.read(file).contextTokens().orElse(settings.contextTokens()));
            ready = loader.load(file, context, settings.gpuLayers());
        } catch (IOException e) {
            listener.changed(id.name(), LocalModelState.UNLOADED);
            throw failure(
                    ErrorCode.PROVIDER_FAILED,
                    file.getFileName() + " can't be loaded: " + e.getMessage() + ".",
                    "Check that the file is a complete GGUF model and small enough for this machine's memory.",
                    e);
        }
        engine = ready;
        listener.changed(id.name(), LocalModelState.LOADED);
        log.atInfo()
                .addKeyValue("model", id.name())
                .addKeyValue("ms", Duration.between(begun, time.now()).toMillis())
                .log("local model loaded");
        if (settings.idle().isPositive()) {
            Thread.ofVirtual().name("local-model-idle").start(this::unloadWhenIdle);
        }
        return ready;
    }

    private void unloadWhenIdle() {
        try {
            Engine watched;
            Duration left = settings.idle();
            do {
                time.sleep(left);
                turn.acquire();
                try {
                    watched = engine;
                    left = Duration.between(time.now(), lastUsed.plus(settings.idle()));
                    if (!left.isPositive()) unload();
                } finally {
                    turn.release();
                }
            } while (left.isPositive() && watched != null);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void unload() {
        Engine old = engine;
        if (old == null) return;
        old.close();
        engine = null;
        listener.changed(id.name(), LocalModelState.UNLOADED);
    }

    private ProviderException stopped(IOException cause, boolean delivered) {
        return failure(
                delivered ? ErrorCode.CUT_OFF : ErrorCode.PROVIDER_FAILED,
                "The local model stopped working: " + cause.getMessage() + ".",
                "Try again; if it happens often, choose a smaller model.",
                cause);
    }

    private ProviderException failure(ErrorCode code, String sentence, String hint, @Nullable Throwable cause) {
        return new ProviderException(code, id.provider(), sentence, hint, 0, null, cause);
    }
}
