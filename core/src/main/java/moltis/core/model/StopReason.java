package moltis.core.model;

/** Why a model stopped well. A broken stream is an exception, not a reason. */
public enum StopReason {
    /** The answer is complete. */
    END,
    /** The model waits for tool results. */
    TOOL_CALLS,
    /** The output limit was reached; the text is incomplete. */
    LENGTH,
    /** The vendor withheld the rest. */
    REFUSAL
}
