package moltis.config.section;

import static moltis.config.schema.Types.TEXT;

import java.util.Map;
import moltis.config.schema.KeyReader;

/** {@code [agents]}: the presets of agents. */
public record AgentsConfig(String defaultPreset, Map<String, AgentPreset> presets) {

    static AgentsConfig read(KeyReader keys) {
        return new AgentsConfig(
                keys.hot().get("default_preset", TEXT, "research", "Preset of sub-agents and sessions that name none."),
                keys.hot().tables("presets", AgentPreset::read));
    }
}
