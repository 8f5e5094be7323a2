package moltis.core.model;

/** The public protocols in which models are asked over a wire. */
public enum Protocol {
    CHAT_COMPLETIONS,
    MESSAGES,
    RESPONSES
}
