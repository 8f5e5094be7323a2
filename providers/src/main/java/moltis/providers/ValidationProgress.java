package moltis.providers;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the check of a key is: the payload of {@code providers.validate.progress}.
 *
 * @param phase {@code start}, {@code candidates_discovered}, {@code probe_started}, {@code complete} or {@code error}
 */
public record ValidationProgress(
        String provider,
        String phase,
        Optional<String> requestId,
        String message,
        @Nullable Integer modelCount) {

    /** Takes the progress, on the thread that validates. */
    @FunctionalInterface
    public interface Listener {
        Listener NONE = _ -> {};

        void on(ValidationProgress progress);
    }
}
