package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.TEXT_MAP;
import static moltis.config.schema.Types.U64;

import java.util.Map;
import moltis.config.schema.KeyReader;

/** {@code [metrics]}. */
public record MetricsConfig(
        boolean enabled, boolean prometheusEndpoint, long historyPoints, Map<String, String> labels) {

    static MetricsConfig read(KeyReader keys) {
        return new MetricsConfig(
                keys.get("enabled", FLAG, true, "Count what happens."),
                keys.get("prometheus_endpoint", FLAG, true, "Serve the counters at /metrics."),
                keys.get("history_points", U64, 360L, "Points of 30 seconds that stay in memory."),
                keys.get("labels", TEXT_MAP, Map.of(), "Labels on each counter."));
    }
}
