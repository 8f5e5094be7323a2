package moltis.core.model;

/** What a model can do beyond text. */
public enum Capability {
    TOOLS,
    VISION,
    REASONING
}
