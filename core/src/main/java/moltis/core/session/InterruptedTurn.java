package moltis.core.session;

/** A turn that was running when the process died. */
public record InterruptedTurn(QueuedTurn turn, TurnDraft draft) {}
