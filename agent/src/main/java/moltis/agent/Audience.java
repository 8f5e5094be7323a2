package moltis.agent;

/** Whom a turn works for. */
public enum Audience {
    /** The owner: the turn may see what belongs to the owner. */
    OWNER,
    /** Anybody: no soul, profile, workspace files or runtime facts, only tools that are safe for all. */
    PUBLIC
}
