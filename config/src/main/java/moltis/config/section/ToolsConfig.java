package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.SECONDS;
import static moltis.config.schema.Types.U32;
import static moltis.config.schema.Types.U64;
import static moltis.config.schema.Types.choice;

import java.time.Duration;
import java.util.Locale;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;

/** {@code [tools]}: limits of a run, and the built-in tools. */
public record ToolsConfig(
        Duration agentTimeout,
        long agentMaxIterations,
        long agentMaxAutoContinues,
        long agentAutoContinueMinToolCalls,
        long maxToolResultBytes,
        RegistryMode registryMode,
        long agentLoopDetectorWindow,
        boolean agentLoopDetectorStripToolsOnSecondFire,
        int toolResultCompactionRatio,
        int preemptiveOverflowRatio,
        long compactionMinIterations,
        ToolPolicyConfig policy,
        MapsConfig maps,
        FsConfig fs,
        ExecConfig exec,
        WebConfig web,
        BrowserConfig browser) {

    static ToolsConfig read(KeyReader keys) {
        return new ToolsConfig(
                keys.hot()
                        .get(
                                "agent_timeout_secs",
                                SECONDS,
                                Duration.ofSeconds(600),
                                "Longest run by the clock; 0 is without end."),
                keys.hot().get("agent_max_iterations", U64.from(1), 25L, "Most model calls in one run."),
                keys.hot()
                        .get(
                                "agent_max_auto_continues",
                                U64,
                                2L,
                                "How often a model that stops early is nudged; 0 is never."),
                keys.hot().get("agent_auto_continue_min_tool_calls", U64, 3L, "Nudge only after this many tool calls."),
                keys.hot().get("max_tool_result_bytes", U64, 50000L, "Longest tool result that the model sees."),
                keys.hot()
                        .get(
                                "registry_mode",
                                choice(RegistryMode.class),
                                RegistryMode.FULL,
                                "Show all tools at once, or let the model search for them."),
                keys.hot()
                        .get(
                                "agent_loop_detector_window",
                                U64,
                                2L,
                                "Equal calls in a row that count as a loop; 0 is off."),
                keys.hot()
                        .get(
                                "agent_loop_detector_strip_tools_on_second_fire",
                                FLAG,
                                true,
                                "Take the tools away when a loop is found again."),
                keys.hot()
                        .get(
                                "tool_result_compaction_ratio",
                                U32,
                                75,
                                "Percent of the window at which tool results are shortened; 0 is off."),
                keys.hot()
                        .get(
                                "preemptive_overflow_ratio",
                                U32,
                                90,
                                "Percent of the window at which the run stops to shorten."),
                keys.hot()
                        .get(
                                "compaction_min_iterations",
                                U64,
                                3L,
                                "Earliest model call at which tool results are shortened."),
                ToolPolicyConfig.read(keys.hot().table("policy")),
                MapsConfig.read(keys.table("maps")),
                FsConfig.read(keys.table("fs")),
                ExecConfig.read(keys.table("exec")),
                WebConfig.read(keys.table("web")),
                BrowserConfig.read(keys.table("browser")));
    }

    /** How tools are shown to the model. */
    public enum RegistryMode implements Choice {
        FULL,
        LAZY
    }

    /** {@code [tools.maps]}. */
    public record MapsConfig(MapProvider provider) {

        static MapsConfig read(KeyReader keys) {
            return new MapsConfig(keys.get(
                    "provider", choice(MapProvider.class), MapProvider.GOOGLE_MAPS, "Which map a link opens."));
        }
    }

    /** Which map a link opens. */
    public enum MapProvider implements Choice {
        GOOGLE_MAPS,
        APPLE_MAPS,
        OPENSTREETMAP;

        @Override
        public String written() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
