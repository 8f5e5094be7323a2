package moltis.providers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came out of trying models: the result of {@code models.detect_supported}. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DetectSummary(
        boolean ok,
        boolean cancelled,
        String probeWord,
        boolean background,
        String reason,
        Optional<String> provider,
        int maxParallel,
        int maxParallelPerProvider,
        int total,
        int checked,
        int supported,
        int unsupported,
        int flagged,
        int cleared,
        int errors,
        Map<String, List<Named>> supportedByProvider,
        Map<String, List<Named>> unsupportedByProvider,
        Map<String, List<Named>> errorsByProvider,
        List<Result> results,
        Optional<Boolean> skipped,
        Optional<String> message) {

    public record Named(String modelId, String displayName) {}

    /** @param status {@code supported}, {@code unsupported} or {@code error} */
    public record Result(String modelId, String displayName, String provider, String status, Optional<String> error) {}

    /** Nothing was tried, because a run was under way. */
    static DetectSummary skipped(DetectRequest request) {
        return new DetectSummary(
                true,
                false,
                Probe.WORD,
                request.background(),
                request.reason(),
                request.provider(),
                request.maxParallel(),
                request.maxParallelPerProvider(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Optional.of(true),
                Optional.of("model probe already running"));
    }
}
