package moltis.core;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model provider refused, failed, or can't be reached. Text that was already delivered stays delivered. */
public final class ProviderException extends MoltisException {

    private static final long serialVersionUID = 1L;

    private final String provider;
    private final transient @Nullable Duration retryAfter;
    private final int status;

    /**
     * @param provider the provider's label, for example {@code anthropic}
     * @param status the HTTP status, or 0 when there was none
     * @param retryAfter the provider's own hint, when it gave one
     */
    public ProviderException(
            ErrorCode code,
            String provider,
            String message,
            String hint,
            int status,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(code, message, hint, cause);
        this.provider = provider;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    public ProviderException(ErrorCode code, String provider, String message, String hint) {
        this(code, provider, message, hint, 0, null, null);
    }

    public String provider() {
        return provider;
    }

    /** The HTTP status, or 0 when there was none. */
    public int status() {
        return status;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
