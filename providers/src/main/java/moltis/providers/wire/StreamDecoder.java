package moltis.providers.wire;

import moltis.core.model.Completion;
import moltis.core.model.EventSink;

/** Reads one answer of one protocol. Made for a single answer; not thread-safe. */
interface StreamDecoder {

    /**
     * Takes one event's data.
     *
     * @return true when this was the protocol's own end mark
     */
    boolean frame(byte[] bytes, int offset, int length, EventSink sink) throws InterruptedException;

    /** Whether the answer is complete, though the protocol's end mark has not come. */
    boolean complete();

    /** Finishes the answer: every started call is completed. */
    Completion finish(EventSink sink) throws InterruptedException;
}
