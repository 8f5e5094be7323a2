package moltis.config.section;

import static moltis.config.schema.Types.AT_LEAST_ONE_SECOND;
import static moltis.config.schema.Types.DECIMAL;
import static moltis.config.schema.Types.U8;

import java.time.Duration;
import java.util.Optional;
import moltis.config.schema.KeyReader;

/** {@code [budget]}: how many dollars the models may cost. */
public record BudgetConfig(
        Optional<Double> day,
        Optional<Double> month,
        int noticePercent,
        Duration questionTimeout,
        Amounts session,
        Amounts key) {

    static BudgetConfig read(KeyReader keys) {
        KeyReader hot = keys.hot();
        return new BudgetConfig(
                hot.optional("day", DECIMAL, "Most dollars that all models together may cost in a day."),
                hot.optional("month", DECIMAL, "Most dollars that all models together may cost in a calendar month."),
                hot.get("notice_percent", U8, 80, "At how much of a budget you are told; 1 to 100."),
                hot.get(
                        "question_timeout_secs",
                        AT_LEAST_ONE_SECOND,
                        Duration.ofMinutes(10),
                        "How long a turn that met a budget waits for your decision."),
                Amounts.read(hot.table("session"), "one session"),
                Amounts.read(hot.table("key"), "the calls of one API key"));
    }

    /** How much a day and a month. */
    public record Amounts(Optional<Double> day, Optional<Double> month) {

        static Amounts read(KeyReader keys, String whose) {
            return new Amounts(
                    keys.hot().optional("day", DECIMAL, "Most dollars that " + whose + " may cost in a day."),
                    keys.hot()
                            .optional(
                                    "month", DECIMAL, "Most dollars that " + whose + " may cost in a calendar month."));
        }
    }
}
