package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.PATH;
import static moltis.config.schema.Types.SECONDS;
import static moltis.config.schema.Types.SECRET_MAP;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [external_agents]}: coding agents of others. */
public record ExternalAgentsConfig(boolean enabled, Map<String, ExternalAgentConfig> agents) {

    static ExternalAgentsConfig read(KeyReader keys) {
        return new ExternalAgentsConfig(
                keys.get("enabled", FLAG, true, "Offer external agents."),
                keys.tables("agents", ExternalAgentConfig::read));
    }

    /** {@code [external_agents.agents.<kind>]}. */
    public record ExternalAgentConfig(
            Optional<String> binary,
            Optional<List<String>> args,
            List<String> models,
            List<String> efforts,
            Map<String, Secret> env,
            Optional<Path> workingDir,
            Optional<Duration> timeout,
            Optional<Boolean> useTmux) {

        static ExternalAgentConfig read(KeyReader keys) {
            return new ExternalAgentConfig(
                    keys.optional("binary", TEXT, "Program to start."),
                    keys.optional("args", TEXTS, "Its arguments."),
                    keys.get("models", TEXTS, List.of(), "Models it offers."),
                    keys.get("efforts", TEXTS, List.of(), "Levels of thinking it offers."),
                    keys.get("env", SECRET_MAP, Map.of(), "Its environment."),
                    keys.optional("working_dir", PATH, "Where it starts."),
                    keys.optional("timeout_secs", SECONDS, "Longest run."),
                    keys.optional("use_tmux", FLAG, "Run it inside tmux."));
        }
    }
}
