package moltis.providers.table;

/** A way in which a vendor's Chat Completions differ from the common form. */
public enum Trait {
    /** Refuses {@code name} on a user message. */
    NO_USER_NAME,
    /** Counts requests per second so strictly that we keep a distance between them. */
    PACED,
    /** Refuses an assistant message with tool calls that lacks its {@code reasoning_content}. */
    REASONING_REPLAY,
    /** Refuses strict tool schemas. */
    LOOSE_TOOLS,
    /** Refuses {@code null} inside an {@code enum}. */
    NULL_FREE_ENUMS,
    /** Refuses the key {@code strict}. */
    NO_STRICT_KEY,
    /** Refuses or ignores system messages; they go in front of the first user message. */
    SYSTEM_INLINED,
    /** Accepts one system message only, and only as the first. */
    SINGLE_SYSTEM,
    /** Wants its thought signatures back. */
    THOUGHT_SIGNATURES,
    /** Takes call ids of exactly nine letters and digits. */
    SHORT_CALL_IDS,
    /** Takes Anthropic's cache markers. */
    CACHE_MARKERS,
    /** Knows {@code max_tokens} only. */
    MAX_TOKENS_ONLY
}
