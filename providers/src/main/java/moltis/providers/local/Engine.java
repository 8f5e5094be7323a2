package moltis.providers.local;

import java.io.IOException;
import java.nio.file.Path;
import moltis.core.model.EventSink;

/** A loaded model. Answers one question at a time. */
interface Engine extends AutoCloseable {

    /**
     * Answers the conversation {@code messagesJson} (a JSON list of role and content) piece by piece.
     *
     * @throws IOException if the model stopped working; what was delivered stays delivered
     * @throws ContextFullException if the conversation does not fit
     */
    Answer answer(String messagesJson, int outputTokens, EventSink sink)
            throws IOException, ContextFullException, InterruptedException;

    /** Whether another question makes sense. */
    boolean alive();

    @Override
    void close();

    /** @param cut the answer ended because it may not be longer */
    record Answer(int inputTokens, int outputTokens, boolean cut) {}

    /** The conversation is longer than the model reads. */
    final class ContextFullException extends Exception {

        private static final long serialVersionUID = 1L;

        ContextFullException(String message) {
            super(message);
        }
    }

    /** Loads models. */
    @FunctionalInterface
    interface Loader {

        /** @throws IOException if the model can't be loaded; the message says why */
        Engine load(Path file, int contextTokens, int gpuLayers) throws IOException, InterruptedException;
    }
}
