package moltis.providers.table;

/** How a provider tells which models it has. */
public enum Discovery {
    /** {@code GET <base>/models}. */
    OPENAI_LIST,
    /** {@code GET <base>/v1/models}, in pages. */
    ANTHROPIC_LIST,
    /** {@code GET <base>/model/list}, without a key. */
    NEARAI_LIST,
    /** Ollama's own {@code /api/tags}, {@code /api/show} and {@code /api/ps}. */
    OLLAMA,
    /** LM Studio's own {@code /api/v0/models}, else {@code /v1/models}. */
    LM_STUDIO,
    /** {@code GET <base>/codex/models}, for who is signed in. */
    CODEX,
    /** {@code GET <endpoint>/models}, for who is signed in; the endpoint comes with the token. */
    COPILOT,
    /** It doesn't: the static list and the configured models are all there is. */
    NONE
}
