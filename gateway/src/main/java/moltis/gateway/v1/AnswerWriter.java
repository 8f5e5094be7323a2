package moltis.gateway.v1;

import moltis.core.model.Completion;
import moltis.core.model.EventSink;

/** Writes one answer. Each call may block until the client has taken what was written. Made for one answer. */
public interface AnswerWriter extends EventSink {

    /** Ends the answer well. */
    void finish(Completion completion) throws InterruptedException;
}
