package moltis.agent;

import java.util.List;
import java.util.Optional;

/**
 * How conversations work ({@code [chat]}, {@code [identity]}, {@code [user]}, {@code [modes]}, {@code
 * [failover]} of the configuration).
 *
 * @param autoTitle whether a model names a session after its first turn
 * @param workspaceFileMaxChars how much of AGENTS.md and of TOOLS.md the prompt holds
 * @param maxQueued how many messages may wait in one session
 * @param titleModel the model that names sessions; empty means each session's own
 * @param historyCacheBytes how much of recently used sessions is kept in memory
 */
public record ChatSettings(
        QueueMode queueMode,
        boolean autoTitle,
        int workspaceFileMaxChars,
        int maxQueued,
        long historyCacheBytes,
        LoopLimits limits,
        Persona persona,
        List<Mode> modes,
        CompactionSettings compaction,
        Optional<String> titleModel,
        FailoverSettings failover) {

    public static final ChatSettings DEFAULT = new ChatSettings(
            QueueMode.FOLLOWUP,
            true,
            32_000,
            200,
            32L << 20,
            LoopLimits.DEFAULT,
            Persona.DEFAULT,
            List.of(),
            CompactionSettings.DEFAULT,
            Optional.empty(),
            FailoverSettings.NONE);

    public ChatSettings {
        modes = List.copyOf(modes);
    }
}
