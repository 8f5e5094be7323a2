package moltis.core;

/** A turn had to end before its answer was complete: a limit was reached, or the model went round in circles. */
public final class TurnException extends MoltisException {

    private static final long serialVersionUID = 1L;

    public TurnException(ErrorCode code, String message, String hint) {
        super(code, message, hint, null);
    }
}
