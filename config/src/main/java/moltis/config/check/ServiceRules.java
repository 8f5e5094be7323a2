package moltis.config.check;

import java.util.List;
import moltis.config.schema.Category;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Nearest;
import moltis.config.schema.Severity;
import moltis.config.section.InstrumentationConfig;
import moltis.config.section.MoltisConfig;

/** Services around the agent: channels, coding agents, the house, traces. */
final class ServiceRules {

    private static final List<String> CHANNELS =
            List.of("telegram", "whatsapp", "msteams", "discord", "slack", "matrix", "nostr", "signal", "telephony");
    private static final List<String> EXTERNAL_AGENTS = List.of(
            ("claude-code opencode codex pi-agent acp acp-copilot acp-codex acp-claude acp-pi acp-opencode acp-gemini"
                            + " acp-augment acp-kiro acp-openclaw acp-openhands acp-kimi acp-minimax-code acp-stakpak"
                            + " acp-fast-agent")
                    .split(" "));

    private final MoltisConfig config;
    private final Findings findings;

    ServiceRules(ConfigRules.Facts facts, Findings findings) {
        this.config = facts.config();
        this.findings = findings;
    }

    void check() {
        channels();
        externalAgents();
        homeAssistant();
        instrumentation(config.instrumentation());
    }

    private void channels() {
        List<String> offered = config.channels().offered();
        for (int i = 0; i < offered.size(); i++) {
            String type = offered.get(i);
            if (CHANNELS.contains(type) || config.channels().accounts().containsKey(type)) continue;
            findings.warn(
                    "channels.offered[" + i + "]",
                    "names '" + type + "', which is no kind of channel.",
                    near(type, CHANNELS));
        }
    }

    private void externalAgents() {
        for (String kind : config.externalAgents().agents().keySet()) {
            if (EXTERNAL_AGENTS.contains(kind)) continue;
            findings.add(
                    Severity.WARNING,
                    Category.INVALID_VALUE,
                    KeyPath.of("external_agents", "agents", kind),
                    "is no kind of external agent.",
                    near(kind, EXTERNAL_AGENTS));
        }
    }

    private static String near(String word, List<String> known) {
        return Nearest.of(word, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("");
    }

    private void homeAssistant() {
        config.homeAssistant().instances().forEach((name, instance) -> {
            KeyPath path = KeyPath.of("home_assistant", "instances", name);
            if (instance.url().isEmpty()) missing(path, "url");
            if (instance.token().isEmpty()) missing(path, "token");
            if (instance.url().filter(url -> !AccessRules.isHttp(url)).isPresent()) {
                findings.add(
                        Severity.WARNING,
                        Category.INVALID_VALUE,
                        path.child("url"),
                        "should begin with http:// or https://.",
                        "");
            }
        });
    }

    private void missing(KeyPath path, String key) {
        findings.add(Severity.ERROR, Category.MISSING_FIELD, path, "has no " + key + ".", "set " + path.child(key));
    }

    private void instrumentation(InstrumentationConfig traces) {
        if (!(traces.sampleRate() >= 0 && traces.sampleRate() <= 1)) {
            findings.error("instrumentation.sample_rate", "must be between 0 and 1.", "");
        }
        most("instrumentation.queue_capacity", traces.queueCapacity(), 1_000_000);
        most("instrumentation.flush_interval_ms", traces.flushInterval().toMillis(), 300_000);
        most("instrumentation.max_batch_bytes", traces.maxBatchBytes(), 100_000_000);
        most(
                "instrumentation.langfuse.timeout_secs",
                traces.langfuse().timeout().toSeconds(),
                300);
        most("instrumentation.otlp.timeout_secs", traces.otlp().timeout().toSeconds(), 300);
        most("instrumentation.datadog.timeout_secs", traces.datadog().timeout().toSeconds(), 300);
    }

    private void most(String path, long value, long most) {
        if (value > most) findings.warn(path, "is more than " + most + ", which is hardly meant.", "");
    }
}
