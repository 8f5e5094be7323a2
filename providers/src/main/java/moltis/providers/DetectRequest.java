package moltis.providers;

import java.util.Optional;

/**
 * Which models to try, and how hard.
 *
 * @param background give way to a run that is under way
 * @param provider only this one's models
 */
public record DetectRequest(
        boolean background, String reason, Optional<String> provider, int maxParallel, int maxParallelPerProvider) {

    public static final int USUAL_PARALLEL = 8;

    public DetectRequest {
        maxParallel = Math.clamp(maxParallel, 1, 32);
        maxParallelPerProvider = Math.clamp(maxParallelPerProvider, 1, 8);
    }

    public static DetectRequest all() {
        return new DetectRequest(false, "manual", Optional.empty(), USUAL_PARALLEL, 1);
    }
}
