package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.SECONDS;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.U64;
import static moltis.config.schema.Types.choice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import moltis.config.schema.Category;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;

/** {@code [agents.presets.<id>]}: one kind of agent. */
public record AgentPreset(
        IdentityConfig identity,
        Optional<String> model,
        ToolPolicyConfig tools,
        boolean delegateOnly,
        ToolControls toolControls,
        Optional<String> systemPromptSuffix,
        Optional<Long> maxIterations,
        Optional<Duration> timeout,
        Optional<SessionAccess> sessions,
        Optional<PresetMemory> memory,
        Optional<Effort> reasoningEffort,
        Optional<McpAccess> mcp,
        PresetSandbox sandbox,
        Optional<SkillAccess> skills) {

    static AgentPreset read(KeyReader keys) {
        return new AgentPreset(
                IdentityConfig.read(keys.table("identity")),
                keys.optional("model", TEXT, "Model of this agent."),
                ToolPolicyConfig.read(keys.table("tools")),
                keys.get("delegate_only", FLAG, false, "Only tools that hand work to others."),
                ToolControls.read(keys.table("tool_controls")),
                keys.optional("system_prompt_suffix", TEXT, "Further instruction at the end of the prompt."),
                keys.optional("max_iterations", U64.from(1), "Most model calls in one run."),
                keys.optional("timeout_secs", SECONDS, "Longest run; 0 is without end."),
                keys.optionalTable("sessions", SessionAccess::read),
                keys.optionalTable("memory", PresetMemory::read),
                keys.optional("reasoning_effort", choice(Effort.class), "How hard the model thinks."),
                keys.optionalTable("mcp", McpAccess::read),
                PresetSandbox.read(keys.table("sandbox")),
                keys.optionalTable("skills", SkillAccess::read));
    }

    /** {@code tool_controls}. */
    public record ToolControls(Optional<List<String>> activeTools, Optional<ToolChoiceConfig> toolChoice) {

        static ToolControls read(KeyReader keys) {
            return new ToolControls(
                    keys.optional("active_tools", TEXTS, "The only tools shown to the model."),
                    keys.optionalTable("tool_choice", ToolChoiceConfig::read));
        }
    }

    /** {@code tool_choice}: must the model use a tool. */
    public record ToolChoiceConfig(ToolChoiceKind type, Optional<String> name) {

        static ToolChoiceConfig read(KeyReader keys) {
            return new ToolChoiceConfig(
                    keys.get(
                            "type",
                            choice(ToolChoiceKind.class),
                            ToolChoiceKind.AUTO,
                            "Whether the model must use a tool."),
                    keys.optional("name", TEXT, "The tool it must use, for type tool."));
        }
    }

    /** {@code sessions}: which sessions the agent's session tools reach. */
    public record SessionAccess(
            Optional<String> keyPrefix, List<String> allowedKeys, boolean canSend, boolean crossAgent) {

        static SessionAccess read(KeyReader keys) {
            return new SessionAccess(
                    keys.optional("key_prefix", TEXT, "Only sessions whose key begins so."),
                    keys.get("allowed_keys", TEXTS, List.of(), "These sessions in any case."),
                    keys.get("can_send", FLAG, true, "May send messages into them."),
                    keys.get("cross_agent", FLAG, false, "May reach sessions of other agents."));
        }
    }

    /** {@code memory}: the agent's own notes. */
    public record PresetMemory(MemoryScope scope, long maxLines) {

        static PresetMemory read(KeyReader keys) {
            return new PresetMemory(
                    keys.get("scope", choice(MemoryScope.class), MemoryScope.USER, "Where the notes lie."),
                    keys.get("max_lines", U64, 200L, "Most lines of them in the prompt."));
        }
    }

    /** {@code mcp}: which MCP servers the agent reaches; one of the two lists at most. */
    public record McpAccess(Optional<List<String>> allowServers, Optional<List<String>> denyServers) {

        static McpAccess read(KeyReader keys) {
            if (keys.has("allow_servers") && keys.has("deny_servers")) {
                keys.reject(
                        "",
                        Category.TYPE_ERROR,
                        "names both allow_servers and deny_servers.",
                        "keep one of the two lists");
            }
            return new McpAccess(
                    keys.optional("allow_servers", TEXTS, "Only these; empty means none."),
                    keys.optional("deny_servers", TEXTS, "All but these."));
        }
    }

    /** {@code sandbox}. */
    public record PresetSandbox(Optional<SandboxMode> mode) {

        static PresetSandbox read(KeyReader keys) {
            return new PresetSandbox(keys.optional(
                    "mode", choice(SandboxMode.class), "When commands run in a sandbox; without it as in general."));
        }
    }

    /** {@code skills}: names or categories of skills. */
    public record SkillAccess(Optional<List<String>> allow, Optional<List<String>> deny) {

        static SkillAccess read(KeyReader keys) {
            return new SkillAccess(
                    keys.optional("allow", TEXTS, "Only these; empty means none."),
                    keys.optional("deny", TEXTS, "All but these."));
        }
    }

    /** Whether the model must use a tool. */
    public enum ToolChoiceKind implements Choice {
        AUTO,
        ANY,
        NONE,
        TOOL
    }

    /** Where the notes of an agent lie. */
    public enum MemoryScope implements Choice {
        USER,
        PROJECT,
        LOCAL
    }

    /** How hard the model thinks. */
    public enum Effort implements Choice {
        MINIMAL,
        LOW,
        MEDIUM,
        HIGH,
        XHIGH
    }

    /** When commands run in a sandbox. */
    public enum SandboxMode implements Choice {
        OFF,
        ALL,
        NON_MAIN
    }
}
