package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.U64;
import static moltis.config.schema.Types.choice;

import java.util.List;
import java.util.Optional;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;

/** {@code [chat]}. */
public record ChatConfig(
        boolean autoTitle,
        QueueMode messageQueueMode,
        PromptMemoryMode promptMemoryMode,
        long workspaceFileMaxChars,
        Optional<String> contextCommand,
        List<String> priorityModels,
        List<String> allowedModels,
        CompactionConfig compaction) {

    static ChatConfig read(KeyReader keys) {
        return new ChatConfig(
                keys.hot().get("auto_title", FLAG, true, "Name a session after its first exchange."),
                keys.get(
                        "message_queue_mode",
                        choice(QueueMode.class),
                        QueueMode.FOLLOWUP,
                        "What happens to messages that arrive during a turn: one by one, or joined."),
                keys.hot()
                        .get(
                                "prompt_memory_mode",
                                choice(PromptMemoryMode.class),
                                PromptMemoryMode.LIVE_RELOAD,
                                "Whether memory files are read for each turn or once per session."),
                keys.hot()
                        .get(
                                "workspace_file_max_chars",
                                U64,
                                32000L,
                                "Most characters of one workspace file in the prompt."),
                keys.optional("context_command", TEXT, "Shell command whose output joins the prompt."),
                keys.get("priority_models", TEXTS, List.of(), "Model ids that pickers list first."),
                keys.get("allowed_models", TEXTS, List.of(), "Kept from earlier versions; use providers.offered."),
                CompactionConfig.read(keys.hot().table("compaction")));
    }

    /** What happens to messages that arrive during a turn. */
    public enum QueueMode implements Choice {
        FOLLOWUP,
        COLLECT
    }

    /** When memory files are read. */
    public enum PromptMemoryMode implements Choice {
        LIVE_RELOAD,
        FROZEN_AT_SESSION_START
    }
}
