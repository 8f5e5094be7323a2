package moltis.core;

import org.jspecify.annotations.Nullable;

/** The configuration can't be read, written or used. */
public final class ConfigException extends MoltisException {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message, String hint, @Nullable Throwable cause) {
        super(ErrorCode.CONFIG_INVALID, message, hint, cause);
    }

    public ConfigException(String message, String hint) {
        this(message, hint, null);
    }
}
