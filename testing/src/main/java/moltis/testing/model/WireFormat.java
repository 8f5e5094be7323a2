package moltis.testing.model;

import moltis.core.ErrorCode;
import moltis.core.model.StopReason;
import moltis.core.model.Usage;

/** How one vendor writes an answer. One instance writes one answer. */
interface WireFormat {

    String start(String model, Usage usage);

    String text(String delta);

    String thought(String delta);

    String call(Reply.Call call);

    String end(StopReason stop, Usage usage);

    String error(ErrorCode code, String message);

    /** The status and body with which the vendor refuses. */
    Refusal refusal(ErrorCode code, String message);

    record Refusal(int status, String body) {}
}
