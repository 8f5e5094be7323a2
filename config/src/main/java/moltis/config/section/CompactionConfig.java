package moltis.config.section;

import static moltis.config.schema.Types.DECIMAL;
import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.U32;
import static moltis.config.schema.Types.choice;

import java.util.Locale;
import java.util.Optional;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;

/** {@code [chat.compaction]}: how a long conversation is shortened. */
public record CompactionConfig(
        Mode mode,
        double thresholdPercent,
        int protectHead,
        int protectTailMin,
        double tailBudgetRatio,
        int toolPruneCharThreshold,
        Optional<String> summaryModel,
        int maxSummaryTokens,
        boolean showSettingsHint) {

    static CompactionConfig read(KeyReader keys) {
        return new CompactionConfig(
                keys.get("mode", choice(Mode.class), Mode.STRUCTURED, "How the older part is condensed."),
                keys.get(
                        "threshold_percent", DECIMAL, 0.95, "Share of the context window that starts it; 0.1 to 0.95."),
                keys.get("protect_head", U32, 3, "Messages at the beginning that always stay."),
                keys.get("protect_tail_min", U32, 20, "Messages at the end that always stay."),
                keys.get(
                        "tail_budget_ratio",
                        DECIMAL,
                        0.20,
                        "Share of the window that the newest messages may keep; 0.05 to 0.80."),
                keys.get(
                        "tool_prune_char_threshold",
                        U32,
                        200,
                        "Tool results longer than this are cut in the older part."),
                keys.optional("summary_model", TEXT, "Model that writes summaries."),
                keys.get("max_summary_tokens", U32, 4096, "Longest summary."),
                keys.get("show_settings_hint", FLAG, true, "Say in the notice where this is set."));
    }

    /** How the older part of a conversation is condensed. */
    public enum Mode implements Choice {
        DETERMINISTIC,
        RECENCY_PRESERVING,
        STRUCTURED,
        LLM_REPLACE;

        @Override
        public String written() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
