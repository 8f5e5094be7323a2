package moltis.core.model;

/** How a model is told about tools: in the protocol's own form, as text in the prompt, or not at all. */
public enum ToolMode {
    NATIVE,
    TEXT,
    OFF
}
