package moltis.core.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failed turn as a person reads it.
 *
 * @param type the wire's class, for example {@code rate_limit_exceeded}
 * @param code the stable code
 * @param title a few words
 * @param detail what happened, in a sentence
 * @param hint what to do next; may be empty
 * @param provider the provider that failed, when one did
 * @param retryAfterMs when the provider says it may be tried again, in milliseconds from now
 * @param canContinue whether sending "continue" can pick the work up
 */
public record ChatError(
        String type,
        String code,
        String title,
        String detail,
        String hint,
        Optional<String> provider,
        @Nullable Long retryAfterMs,
        boolean canContinue) {}
