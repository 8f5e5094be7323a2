package moltis.core.model;

import moltis.core.ProviderException;

/** One language model that can be asked. Safe for use by many threads. */
@FunctionalInterface
public interface ChatModel {

    /**
     * Sends one request and delivers the answer to {@code sink} as it arrives, on the calling thread, in the model's
     * order. Blocks until the model ends; interrupt to stop, which releases the connection at once. A stream that ends
     * without the protocol's own end mark is a {@link moltis.core.ErrorCode#CUT_OFF} failure.
     *
     * @throws ProviderException if the model refuses, fails or can't be reached; what was delivered stays delivered
     * @throws InterruptedException if the calling thread was interrupted
     */
    Completion stream(ChatRequest request, EventSink sink) throws InterruptedException;
}
