package moltis.core;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a person may meet: a code, a sentence that says what happened, and a hint that says what to do next.
 * Neither text ever holds a secret.
 */
public abstract sealed class MoltisException extends RuntimeException
        permits RequestException, ConfigException, StorageException, ProviderException, TurnException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String hint;

    MoltisException(ErrorCode code, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
    }

    public final ErrorCode code() {
        return code;
    }

    /** What to do next; empty when there is nothing to advise. */
    public final String hint() {
        return hint;
    }

    /** What happened: one sentence, without the hint. */
    public final String sentence() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
