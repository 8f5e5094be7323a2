package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.SECONDS;
import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.choice;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;
import moltis.config.schema.Pass;
import moltis.core.Secret;

/** {@code [providers.<name>]}: one vendor. */
public record ProviderConfig(
        boolean enabled,
        Optional<Secret> apiKey,
        Optional<String> baseUrl,
        List<String> models,
        boolean fetchModels,
        StreamTransport streamTransport,
        WireApi wireApi,
        Optional<String> alias,
        ToolMode toolMode,
        CacheRetention cacheRetention,
        Optional<Boolean> strictTools,
        Optional<ToolPolicyConfig> policy,
        Map<String, ModelConfig> modelOverrides,
        Optional<Duration> idleTimeout,
        Optional<Duration> probeTimeout) {

    /** What holds for a provider that the file does not name. */
    static final ProviderConfig DEFAULT =
            read(Pass.reading(Map.of(), Path.of("~")).reader());

    static ProviderConfig read(KeyReader keys) {
        return new ProviderConfig(
                keys.get("enabled", FLAG, true, "Use this provider."),
                keys.optional(
                        "api_key",
                        SECRET,
                        "API key; without it the saved key, then the provider's environment variable."),
                keys.optional("base_url", TEXT, "Address of the API."),
                keys.get("models", TEXTS, List.of(), "Preferred models, listed first."),
                keys.get("fetch_models", FLAG, true, "Ask the provider which models it has."),
                keys.get("stream_transport", choice(StreamTransport.class), StreamTransport.SSE, "How answers stream."),
                keys.get(
                        "wire_api",
                        choice(WireApi.class),
                        WireApi.CHAT_COMPLETIONS,
                        "Which of the OpenAI protocols is spoken."),
                keys.optional("alias", TEXT, "Name in metrics."),
                keys.get("tool_mode", choice(ToolMode.class), ToolMode.AUTO, "How tools are offered to the model."),
                keys.get(
                        "cache_retention",
                        choice(CacheRetention.class),
                        CacheRetention.SHORT,
                        "How long the provider may keep the prompt cached."),
                keys.optional("strict_tools", FLAG, "Send strict tool schemas; without it what suits the provider."),
                keys.optionalTable("policy", ToolPolicyConfig::read),
                keys.tables("model_overrides", ModelConfig::read),
                keys.optional(
                        "idle_timeout_secs", SECONDS, "Unload a local model after this time without use; 0 is never."),
                keys.optional("probe_timeout_secs", SECONDS, "How long a test of a model may take."));
    }

    /** How answers stream. */
    public enum StreamTransport implements Choice {
        SSE,
        WEBSOCKET,
        AUTO
    }

    /** Which of the OpenAI protocols is spoken. */
    public enum WireApi implements Choice {
        CHAT_COMPLETIONS,
        RESPONSES
    }

    /** How tools are offered to the model. */
    public enum ToolMode implements Choice {
        AUTO,
        NATIVE,
        TEXT,
        OFF
    }

    /** How long the provider may keep the prompt cached. */
    public enum CacheRetention implements Choice {
        NONE,
        SHORT,
        LONG
    }
}
