package moltis.agent;

import java.util.Locale;
import java.util.Optional;

/**
 * How a long conversation is shortened for the model ({@code [chat.compaction]}).
 *
 * @param threshold the share of the context window at which it happens by itself; 0.1 to 0.95
 * @param protectHead how many messages at the beginning stay as they are
 * @param protectTail how many messages at the end stay as they are, if they fit into half of the window
 * @param tailBudget the share of {@code threshold} that the newest messages may keep; 0.05 to 0.80
 * @param toolPruneChars how much of a tool's result whoever sums up gets to read
 * @param summaryModel the model that sums up; empty means the session's own
 * @param showSettingsHint whether people are told where this is set
 */
public record CompactionSettings(
        Mode mode,
        double threshold,
        int protectHead,
        int protectTail,
        double tailBudget,
        int toolPruneChars,
        Optional<String> summaryModel,
        int maxSummaryTokens,
        boolean showSettingsHint) {

    public static final CompactionSettings DEFAULT =
            new CompactionSettings(Mode.STRUCTURED, 0.95, 3, 20, 0.20, 200, Optional.empty(), 4_096, true);

    public CompactionSettings {
        threshold = Math.clamp(threshold, 0.1, 0.95);
        tailBudget = Math.clamp(tailBudget, 0.05, 0.80);
    }

    /** What stands for the older part, and how much the newest part is. */
    public enum Mode {
        /** An outline made without a model, for all that was said. */
        DETERMINISTIC,
        /** Such an outline for the older part; the newest part stays. */
        RECENCY_PRESERVING,
        /** A summary by a model for the older part; the newest part stays. */
        STRUCTURED,
        /** A summary by a model for all that was said. */
        LLM_REPLACE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean keepsNewest() {
            return this == RECENCY_PRESERVING || this == STRUCTURED;
        }

        boolean asksModel() {
            return this == STRUCTURED || this == LLM_REPLACE;
        }

        /** The mode that does the same without a model. */
        Mode withoutModel() {
            return keepsNewest() ? RECENCY_PRESERVING : DETERMINISTIC;
        }
    }
}
