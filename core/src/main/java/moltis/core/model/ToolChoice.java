package moltis.core.model;

/** Whether the model may, must or must not call a tool. */
public sealed interface ToolChoice {

    record Auto() implements ToolChoice {}

    record Any() implements ToolChoice {}

    record None() implements ToolChoice {}

    record Named(String tool) implements ToolChoice {}

    ToolChoice AUTO = new Auto();
    ToolChoice ANY = new Any();
    ToolChoice NONE = new None();
}
