package moltis.config.section;

import static moltis.config.schema.Types.DAYS;
import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.SECONDS;
import static moltis.config.schema.Types.U64;

import java.time.Duration;
import moltis.config.schema.KeyReader;

/** {@code [cron]}: timed jobs. */
public record CronConfig(
        long rateLimitMax, Duration rateLimitWindow, Duration sessionRetention, boolean autoPruneCronContainers) {

    static CronConfig read(KeyReader keys) {
        return new CronConfig(
                keys.get("rate_limit_max", U64, 10L, "Most jobs made within the window."),
                keys.get("rate_limit_window_secs", SECONDS, Duration.ofSeconds(60), "Length of the window."),
                keys.get(
                        "session_retention_days",
                        DAYS,
                        Duration.ofDays(7),
                        "Remove the sessions of jobs after this time; 0 is never."),
                keys.get("auto_prune_cron_containers", FLAG, true, "Remove their containers too."));
    }
}
