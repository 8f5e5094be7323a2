package moltis.providers.table;

/** What shows that a key is good. */
public enum KeyProof {
    /** The provider lists its models only to those who have a key. */
    LIST,
    /** The list is public, but {@code GET <base>/key} answers only to a valid key. */
    KEY_ENDPOINT,
    /** Nothing but a question: one token is asked for. */
    QUESTION,
    /** The server needs no key, or we can't know whether it does: a list is proof enough. */
    ANY_ANSWER
}
