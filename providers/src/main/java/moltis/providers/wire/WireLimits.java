package moltis.providers.wire;

import java.time.Duration;

/**
 * What one answer may take. Time counts from the last byte, never from the beginning: a long answer that moves is healthy.
 *
 * @param firstByte how long a provider may take before it sends its first event; a local server may be loading its model
 * @param idle how long it may be silent between two bytes
 * @param frameBytes the longest event
 * @param answerBytes the longest answer
 */
public record WireLimits(Duration firstByte, Duration idle, int frameBytes, long answerBytes) {

    public static final WireLimits DEFAULT =
            new WireLimits(Duration.ofSeconds(120), Duration.ofSeconds(120), 8 << 20, 64L << 20);

    /** Some models send nothing at all while they think. */
    public static final WireLimits THINKING =
            new WireLimits(Duration.ofMinutes(10), Duration.ofMinutes(10), 8 << 20, 64L << 20);

    /** A server on this machine may first have to load a large model. */
    public static final WireLimits LOCAL =
            new WireLimits(Duration.ofMinutes(10), Duration.ofSeconds(120), 8 << 20, 64L << 20);
}
