package moltis.config.section;

import static moltis.config.schema.Types.AT_LEAST_ONE_DAY;
import static moltis.config.schema.Types.AT_LEAST_ONE_MILLI;
import static moltis.config.schema.Types.AT_LEAST_ONE_SECOND;
import static moltis.config.schema.Types.DECIMAL;
import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.SECRET_MAP;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.U64;
import static moltis.config.schema.Types.choice;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [instrumentation]}: traces of runs, for services that analyse them. */
public record InstrumentationConfig(
        boolean enabled,
        String environment,
        Optional<String> release,
        double sampleRate,
        List<String> redact,
        long queueCapacity,
        Duration flushInterval,
        long maxBatchBytes,
        LangfuseConfig langfuse,
        OtlpConfig otlp,
        DatadogConfig datadog,
        FeedbackConfig feedback) {

    static InstrumentationConfig read(KeyReader keys) {
        return new InstrumentationConfig(
                keys.get("enabled", FLAG, false, "Send traces at all."),
                keys.get("environment", TEXT, "production", "Name of this installation's stage."),
                keys.optional("release", TEXT, "Name of this release."),
                keys.get("sample_rate", DECIMAL, 1.0, "Share of runs that are traced, 0 to 1."),
                keys.get("redact", TEXTS, List.of(), "Patterns of text to black out."),
                keys.get("queue_capacity", U64.from(1), 10000L, "Most events that wait."),
                keys.get("flush_interval_ms", AT_LEAST_ONE_MILLI, Duration.ofMillis(5000), "How often they are sent."),
                keys.get("max_batch_bytes", U64.from(1), 3000000L, "Largest batch."),
                LangfuseConfig.read(keys.table("langfuse")),
                OtlpConfig.read(keys.table("otlp")),
                DatadogConfig.read(keys.table("datadog")),
                FeedbackConfig.read(keys.table("feedback")));
    }

    /** How much of a run a trace holds. */
    public enum TraceContent implements Choice {
        FULL,
        METADATA_ONLY,
        NONE;

        @Override
        public String written() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code [instrumentation.langfuse]}. */
    public record LangfuseConfig(
            boolean enabled,
            String host,
            String publicKey,
            Optional<Secret> secretKey,
            boolean captureInput,
            boolean captureOutput,
            boolean captureToolIo,
            Duration timeout) {

        static LangfuseConfig read(KeyReader keys) {
            return new LangfuseConfig(
                    keys.get("enabled", FLAG, false, "Send traces to Langfuse."),
                    keys.get("host", TEXT, "https://cloud.langfuse.com", "Address of the service."),
                    keys.get("public_key", TEXT, "", "Public key of the project."),
                    keys.optional("secret_key", SECRET, "Secret key of the project."),
                    keys.get("capture_input", FLAG, true, "Send what was asked."),
                    keys.get("capture_output", FLAG, true, "Send what was answered."),
                    keys.get("capture_tool_io", FLAG, true, "Send what tools got and gave."),
                    keys.get("timeout_secs", AT_LEAST_ONE_SECOND, Duration.ofSeconds(10), "Time limit of a call."));
        }
    }

    /** {@code [instrumentation.otlp]}. */
    public record OtlpConfig(
            boolean enabled,
            String endpoint,
            Map<String, Secret> headers,
            TraceContent content,
            boolean emitUserId,
            Duration timeout) {

        static OtlpConfig read(KeyReader keys) {
            return new OtlpConfig(
                    keys.get("enabled", FLAG, false, "Send traces over OpenTelemetry."),
                    keys.get("endpoint", TEXT, "", "Address of the collector."),
                    keys.get("headers", SECRET_MAP, Map.of(), "HTTP headers."),
                    keys.get("content", choice(TraceContent.class), TraceContent.METADATA_ONLY, "How much is sent."),
                    keys.get("emit_user_id", FLAG, false, "Name the person."),
                    keys.get("timeout_secs", AT_LEAST_ONE_SECOND, Duration.ofSeconds(10), "Time limit of a call."));
        }
    }

    /** {@code [instrumentation.datadog]}. */
    public record DatadogConfig(
            boolean enabled,
            String endpoint,
            Optional<Secret> apiKey,
            String service,
            TraceContent content,
            Duration timeout) {

        static DatadogConfig read(KeyReader keys) {
            return new DatadogConfig(
                    keys.get("enabled", FLAG, false, "Send traces to Datadog."),
                    keys.get("endpoint", TEXT, "http://localhost:4318/v1/traces", "Address of the agent."),
                    keys.optional("api_key", SECRET, "API key."),
                    keys.get("service", TEXT, "moltis", "Name of the service."),
                    keys.get("content", choice(TraceContent.class), TraceContent.METADATA_ONLY, "How much is sent."),
                    keys.get("timeout_secs", AT_LEAST_ONE_SECOND, Duration.ofSeconds(10), "Time limit of a call."));
        }
    }

    /** {@code [instrumentation.feedback]}. */
    public record FeedbackConfig(
            boolean enabled, List<String> positive, List<String> negative, Duration linkRetention) {

        static FeedbackConfig read(KeyReader keys) {
            return new FeedbackConfig(
                    keys.get("enabled", FLAG, true, "Send marks that people give."),
                    keys.get("positive", TEXTS, List.of(), "Reactions that count as praise."),
                    keys.get("negative", TEXTS, List.of(), "Reactions that count as blame."),
                    keys.get(
                            "link_retention_days",
                            AT_LEAST_ONE_DAY,
                            Duration.ofDays(30),
                            "How long a message is linked to its trace."));
        }
    }
}
