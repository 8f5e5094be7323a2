package moltis.providers.local;

import java.time.Duration;

/**
 * How local models run.
 *
 * @param contextTokens how much a model reads at most; a file that was trained for less gets less
 * @param outputTokens the longest answer
 * @param idle after how long without a question a model is unloaded; zero is never
 * @param gpuLayers how many layers to give to a graphics card; 0 is none
 */
public record LocalSettings(int contextTokens, int outputTokens, Duration idle, int gpuLayers) {

    public static final LocalSettings DEFAULT = new LocalSettings(8_192, 4_096, Duration.ofMinutes(5), 0);
}
