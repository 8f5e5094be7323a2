package moltis.config.check;

import java.util.List;
import java.util.TreeSet;
import moltis.config.schema.Category;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Nearest;
import moltis.config.schema.Severity;
import moltis.config.section.AgentPreset;
import moltis.config.section.MoltisConfig;
import moltis.config.section.ToolPolicyConfig;

/** Presets of agents and what they refer to. */
final class AgentRules {

    private final ConfigRules.Facts facts;
    private final MoltisConfig config;
    private final Findings findings;

    AgentRules(ConfigRules.Facts facts, Findings findings) {
        this.facts = facts;
        this.config = facts.config();
        this.findings = findings;
    }

    void check() {
        String preset = config.agents().defaultPreset();
        var presets = config.agents().presets();
        if (!presets.containsKey(preset)) {
            String hint = Nearest.of(preset, presets.keySet())
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("known are " + String.join(", ", presets.keySet()));
            findings.warn("agents.default_preset", "names no preset.", hint);
        }
        presets.forEach((id, agent) -> check(KeyPath.of("agents", "presets", id), agent));
        policies();
    }

    private void check(KeyPath path, AgentPreset agent) {
        toolChoice(path.child("tool_controls"), agent.toolControls());
        agent.mcp().ifPresent(mcp -> {
            servers(path.child("mcp"), mcp.allowServers().orElse(List.of()));
            servers(path.child("mcp"), mcp.denyServers().orElse(List.of()));
        });
    }

    private void toolChoice(KeyPath path, AgentPreset.ToolControls controls) {
        if (controls.toolChoice().isEmpty()) return;
        var choice = controls.toolChoice().get();
        if (choice.type() != AgentPreset.ToolChoiceKind.TOOL) return;
        String tool = choice.name().orElse("");
        if (tool.isBlank()) {
            findings.add(
                    Severity.ERROR,
                    Category.INVALID_VALUE,
                    path,
                    "forces a tool without its name.",
                    "set tool_choice.name");
        } else if (controls.activeTools()
                .filter(active -> !active.contains(tool))
                .isPresent()) {
            findings.add(
                    Severity.ERROR,
                    Category.INVALID_VALUE,
                    path,
                    "forces a tool that active_tools leaves out.",
                    "add it to active_tools");
        }
    }

    private void servers(KeyPath path, List<String> names) {
        if (names.isEmpty()) return;
        var known = new TreeSet<>(config.mcp().servers().keySet());
        known.addAll(facts.otherMcpServers().get());
        for (String name : names) {
            if (known.contains(name)) continue;
            findings.add(
                    Severity.WARNING,
                    Category.AGENTS,
                    path,
                    "names the MCP server '" + name + "', which is not set up.",
                    "");
        }
    }

    private void policies() {
        ToolPolicyConfig general = config.tools().policy();
        if (!general.allow().isEmpty()
                || !general.deny().isEmpty()
                || general.profile().isPresent()) return;
        var bounded = new TreeSet<String>();
        config.agents().presets().forEach((id, agent) -> {
            if (!agent.tools().allow().isEmpty() || !agent.tools().deny().isEmpty()) bounded.add(id);
        });
        if (bounded.isEmpty()) return;
        findings.security(
                "agents.presets",
                "bounds the tools of " + String.join(", ", bounded) + ", while the main agent has no bounds.",
                "set [tools.policy] if that is not meant");
    }
}
