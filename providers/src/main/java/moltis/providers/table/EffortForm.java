package moltis.providers.table;

/** How a provider is told how hard to think. */
public enum EffortForm {
    /** {@code thinking.budget_tokens}. */
    ANTHROPIC_BUDGET,
    /** {@code reasoning_effort}: low or high. */
    OPENAI,
    /** {@code reasoning_effort}: high or max, with {@code thinking} switched on. */
    DEEPSEEK,
    /** {@code reasoning_effort: max}, whatever was asked for. */
    ALWAYS_MAX,
    UNSUPPORTED
}
