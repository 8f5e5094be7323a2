package moltis.providers.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a model of this machine stands.
 *
 * @param memoryBytes what its file takes in memory while it is loaded, else 0
 * @param lastUsed when it was last asked in this process, if it was
 * @param idle after how long without a question it is unloaded; zero is never
 */
public record LocalModelStanding(
        String modelId, boolean loaded, long memoryBytes, Optional<Instant> lastUsed, Duration idle) {}
