package moltis.core;

import org.jspecify.annotations.Nullable;

/** The database or a file of the data directory can't be read or written. */
public final class StorageException extends MoltisException {

    private static final long serialVersionUID = 1L;

    public StorageException(String message, String hint, @Nullable Throwable cause) {
        super(ErrorCode.STORAGE_FAILED, message, hint, cause);
    }
}
