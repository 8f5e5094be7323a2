package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.SECONDS;
import static moltis.config.schema.Types.U64;

import java.time.Duration;
import java.util.Optional;
import moltis.config.schema.KeyReader;

/** {@code [webhooks]}. */
public record WebhooksConfig(WebhookRateLimit rateLimit) {

    static WebhooksConfig read(KeyReader keys) {
        return new WebhooksConfig(WebhookRateLimit.read(keys.table("rate_limit")));
    }

    /** {@code [webhooks.rate_limit]}. */
    public record WebhookRateLimit(
            boolean enabled, Optional<Long> requestsPerMinute, Optional<Long> burst, Duration cleanupInterval) {

        static WebhookRateLimit read(KeyReader keys) {
            return new WebhookRateLimit(
                    keys.get("enabled", FLAG, true, "Bound the calls."),
                    keys.optional("requests_per_minute", U64, "Most calls in a minute."),
                    keys.optional("burst", U64, "Most calls at once."),
                    keys.get(
                            "cleanup_interval_secs",
                            SECONDS,
                            Duration.ofSeconds(300),
                            "How often counters of silent callers are dropped."));
        }
    }
}
