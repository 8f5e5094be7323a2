package moltis.providers.table;

/** The protocol in which a provider is asked. */
public enum WireKind {
    ANTHROPIC_MESSAGES,
    CHAT_COMPLETIONS,
    RESPONSES,
    /** A model file that runs in this process. */
    IN_PROCESS
}
